// A local EC2 beside an application, under Aspire: the worker of samples/Worker holds a simulated fleet to its schedules.
//
//   dotnet run --project samples/Aspire

namespace AspireSample;

internal static class Program
{
    public static Task Main(string[] args) => Create(args).Build().RunAsync();

    public static IDistributedApplicationBuilder Create(string[] args, bool withDashboard = true)
    {
        // The assembly has the paths of Aspire's orchestrator; a test that calls this is another one.
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = args,
            AssemblyName = typeof(Program).Assembly.GetName().Name,
            DisableDashboard = !withDashboard,
        });

        // The fleet is in the folder of samples/LocalEc2, which is the project's working directory.
        var ec2 = builder.AddLocalEc2("ec2", "--fleet", "fleet.json");

        builder.AddProject<Projects.Worker>("worker")
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health/ready")
            .WithReference(ec2)
            .WaitFor(ec2);

        return builder;
    }
}
