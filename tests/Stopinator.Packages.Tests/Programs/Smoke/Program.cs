// A program of a user, who has the package and not the sources: configuration as JSON, a command as JSON, exceptions to it as text.
using System.Text;
using System.Text.Json;
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

await using var services = registrations.BuildServiceProvider();
var power = services.GetRequiredService<IInstancePowerService>();
try
{
    var plan = await power.PlanAsync(PowerRequest.Stop(selector) with { Verify = command.Verify });
    var report = await power.ExecuteAsync(plan);

    Console.WriteLine(plan);
    Console.WriteLine(JsonSerializer.Serialize(command, CommandJson.Default.Command));
    Console.WriteLine(report.ToJson());
    Console.WriteLine($"loaded: {string.Join(' ', AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name).Order(StringComparer.Ordinal))}");
    return 0;
}
catch (Ec2Exception exception)
{
    Console.WriteLine(exception.Message);
    return 1;
}
