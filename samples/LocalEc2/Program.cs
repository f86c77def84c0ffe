// An EC2 endpoint on this machine, for the AWS CLI, any SDK, or the Quickstart: instances start and stop in a few seconds, and every
// call is one line on the screen. Nothing leaves the machine, and any credentials do. See docs/local-ec2.md.
//
//   dotnet run --project samples/LocalEc2 -- --port 5577 --instances 1000 --tag Env=dev
//   dotnet run --project samples/LocalEc2 -- --fleet samples/LocalEc2/fleet.json

using System.CommandLine;
using LocalEc2;
using Stopinator.Testing;

var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 5577 };
var file = new Option<SimulatedFleet?>("--fleet") { Description = "A JSON file with the fleet, instead of equal instances.", CustomParser = FleetOption.Parse };
var instances = new Option<int>("--instances") { Description = "How many instances there are.", DefaultValueFactory = _ => 20 };
var tags = new Option<KeyValuePair<string, string>[]>("--tag") { Description = "A tag of every instance, <key>=<value>; may be repeated.", CustomParser = TagOption.Parse };
var stopped = new Option<int>("--stopped") { Description = "How many of them are stopped at first." };
var seconds = new Option<double>("--seconds") { Description = "How long a start or a stop takes.", DefaultValueFactory = _ => 4 };
var control = new Option<bool>("--control") { Description = "Faults, rate limits, lag and clock can be set at /_stopinator/." };
var region = new Option<string>("--region") { Description = "The region it plays.", DefaultValueFactory = _ => "us-east-1" };

var command = new RootCommand("Serves EC2's launch, start, stop, reboot, terminate, tag and describe on this machine until Ctrl+C.")
{
    port, file, instances, tags, stopped, seconds, control, region,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    await using var ec2 = await SimulatedEc2.StartAsync(
        parsed.GetValue(file) is { } described ? described.AddTo : AddEqualInstances,
        new SimulatedEc2Options
        {
            Port = parsed.GetValue(port),
            Region = parsed.GetValue(region)!,
            StartDuration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            StopDuration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            ControlEndpoint = parsed.GetValue(control),
            OnCall = Console.WriteLine,
        },
        cancellationToken);

    Console.WriteLine($"""
        {ec2.Instances.Count} instances at {ec2.Endpoint}. In another terminal:

          export AWS_ENDPOINT_URL_EC2={ec2.Endpoint} AWS_REGION={parsed.GetValue(region)} AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=key

          aws ec2 describe-instances --region $AWS_REGION --filters Name=instance-state-name,Values=running
          dotnet run --project samples/Quickstart -- --endpoint {ec2.Endpoint} --apply

        Ctrl+C ends it. Calls:
        """);
    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);

    void AddEqualInstances(FleetBuilder fleet) => fleet.Add(parsed.GetValue(instances), (instance, index) =>
    {
        instance.Named($"instance-{index + 1}");
        _ = index < parsed.GetValue(stopped) ? instance.Stopped() : instance.Running();
        foreach (var (key, value) in parsed.GetValue(tags) ?? [])
        {
            instance.Tagged(key, value);
        }
    });
});
return await command.Parse(args).InvokeAsync();
