// A program of a user, who has the package and not the sources: configuration as JSON, a command as JSON, exceptions to it as text.
using System.Text;
using System.Text.Json;
using Amazon.EC2;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Smoke;
using Stopinator;

var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(args[0]))).Build();
var command = JsonSerializer.Deserialize(args[1], CommandJson.Default.Command)!;
var selector = args.Length > 2 ? command.Select.Except(InstanceSelector.Parse(args[2])) : command.Select;

var registrations = new ServiceCollection().AddStopinator(configuration.GetSection("Stopinator"));
if (Environment.GetEnvironmentVariable("ROLE_IN_CODE") is { } role)
{
    registrations.Configure<StopinatorOptions>(options =>
        options.Credentials = new AssumeRoleAWSCredentials(new EnvironmentVariablesAWSCredentials(), role, "stopinator"));
}

switch (Environment.GetEnvironmentVariable("CLIENT"))
{
    case "of the application":
        registrations.AddAWSService<IAmazonEC2>();
        break;

    case "beside that of the application":
        registrations.AddAWSService<IAmazonEC2>();
        registrations.AddKeyedAWSService<IAmazonEC2>(
            StopinatorClient.Key, (config, _) => { config.MaxErrorRetry = 0; config.MaxStaleConnectionRetries = 0; });
        break;
}

await using var services = registrations.BuildServiceProvider();
var power = services.GetRequiredService<IInstancePowerService>();
try
{
    var plan = await power.PlanAsync(new PowerRequest { Action = command.Action, Selector = selector, Await = command.Verify ? PowerAwait.State : PowerAwait.Nothing });
    var report = await power.ExecuteAsync(plan);

    Console.WriteLine(plan);
    Console.WriteLine(JsonSerializer.Serialize(command, CommandJson.Default.Command));
    Console.WriteLine(report.ToJson());
    var assemblies = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name);
    Console.WriteLine($"loaded: {string.Join(' ', assemblies.Order(StringComparer.Ordinal))}");
    return 0;
}
catch (Exception exception) when (exception is Ec2Exception or PlanRefusedException)
{
    Console.WriteLine(exception.Message);
    return 1;
}
