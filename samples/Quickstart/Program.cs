// The main job in one minute: see what would be stopped and why, stop it, wait, and start it again.
//
//   dotnet run --project samples/Quickstart                              on an EC2 endpoint inside this process
//   dotnet run --project samples/Quickstart -- --region eu-west-1        on your AWS account: only plans ...
//   dotnet run --project samples/Quickstart -- --region eu-west-1 --apply    ... unless you say so

using Quickstart;
using Stopinator;
using Stopinator.Testing;

return await CommandLine.RunAsync(args, async (settings, cancellationToken) =>
{
    // Without an account, an endpoint on loopback takes the place of EC2: five seconds to stop, three to start, two to be ready.
    await using var simulated = settings.IsReal ? null : await SimulatedEc2.StartAsync(
        DemoFleet.Build,
        new SimulatedEc2Options
        {
            StopDuration = TimeSpan.FromSeconds(5),
            StartDuration = TimeSpan.FromSeconds(3),
            StatusCheckDuration = TimeSpan.FromSeconds(2),
        },
        cancellationToken);
    using var client = simulated?.CreateClient();

    // A client you have is handed over; without one, the service makes its own from options and environment.
    var options = new StopinatorOptions();
    (options.Ec2.Region, options.Ec2.Profile, options.Ec2.EndpointUrl) = (settings.Region, settings.Profile, settings.Endpoint);
    using var power = client is null ? new InstancePowerService(options) : new InstancePowerService(client);
    var selector = settings.Selector ?? InstanceSelector.ByTag("Env", "dev");
    if (simulated is not null)
    {
        selector |= InstanceSelector.ById(DemoFleet.UnknownId);
    }

    // The web servers stop before their database, and start after it. An instance without the tag is in wave 0.
    var order = PowerOrder.ByTag(DemoFleet.WaveTag);

    Show.Heading($"What would be stopped of {selector}, and why");
    var plan = await power.PlanAsync(PowerRequest.Stop(selector) with { Order = order, Await = PowerAwait.State }, cancellationToken);
    Show.Plan(plan);
    if (settings.IsReal && !settings.Apply)
    {
        Show.Line("Nothing was done. Add --apply to stop and start these instances for real.");
        return 0;
    }

    Show.Heading("Stopping in order, until they are seen stopped");
    var stopped = await Show.RunAsync(power, plan, cancellationToken);

    Show.Heading("Starting again what was stopped, in order, until it is ready");
    var ids = stopped.Instances.Where(instance => instance.Outcome == Outcome.Reached).Select(instance => instance.InstanceId).ToList();
    if (ids.Count == 0)
    {
        Show.Line("There is nothing to do.");
        return settings.IsReal && !stopped.IsSuccess ? 1 : 0;
    }

    var back = await power.PlanAsync(
        PowerRequest.Start(InstanceSelector.ById(ids)) with { Order = order, Await = PowerAwait.StatusChecks }, cancellationToken);
    var started = await Show.RunAsync(power, back, cancellationToken);
    return settings.IsReal && !(stopped.IsSuccess && started.IsSuccess) ? 1 : 0;
});
