using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using AspireSample;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stopinator.Tests.Shared;
using AppHost = AspireSample.Program;

namespace Stopinator.Samples.Tests.Programs;

/// <summary>The sample Aspire: its application model, and what its resources are started with.</summary>
public sealed class AspireTests
{
    private const string Endpoint = "AWS_ENDPOINT_URL_EC2";

    // The value of an endpoint that nobody allocates never comes.
    private const int Timeout = 60_000;

    [Fact(Timeout = Timeout)]
    public async Task Worker_RefersToTheLocalEc2_CallsItsAddress()
    {
        var builder = AppHost.Create([]);
        await using var application = builder.Build();
        Allocate(builder);

        var worker = await ConfigurationAsync(application, builder, "worker");

        Assert.Equal("http://localhost:5601", worker.Environment[Endpoint]);
        Assert.Equal(
            ("us-east-1", "any", "key"),
            (worker.Environment["AWS_REGION"], worker.Environment["AWS_ACCESS_KEY_ID"], worker.Environment["AWS_SECRET_ACCESS_KEY"]));
        Assert.Contains(
            Resource(builder, "worker").Annotations.OfType<WaitAnnotation>(),
            wait => wait.Resource.Name == "ec2" && wait.WaitType == WaitType.WaitUntilHealthy);
    }

    [Fact(Timeout = Timeout)]
    public async Task LocalEc2_OfTheModel_ServesOnTheAllocatedPortWithTheFleetOfTheSample()
    {
        var builder = AppHost.Create([]);
        await using var application = builder.Build();
        Allocate(builder);

        var ec2 = await ConfigurationAsync(application, builder, "ec2");

        Assert.Equal(
            ["--port", "5701", "--region", "us-east-1", "--control", "--fleet", "fleet.json"], ec2.Arguments);
        Assert.DoesNotContain(Endpoint, ec2.Environment.Keys);
        var project = ((ProjectResource)Resource(builder, "ec2")).GetProjectMetadata().ProjectPath;
        Assert.Equal("LocalEc2.csproj", Path.GetFileName(project));
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "fleet.json")));
    }

    [Fact(Timeout = Timeout)]
    public async Task WithReference_RegionAndKeysAreSet_KeepsThem()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        var ec2 = builder.AddLocalEc2("ec2");
        builder.AddExecutable("script", "aws", ".")
            .WithEnvironment("AWS_REGION", "eu-west-1")
            .WithEnvironment("AWS_ACCESS_KEY_ID", "mine")
            .WithReference(ec2);
        await using var application = builder.Build();
        Allocate(builder);

        var script = await ConfigurationAsync(application, builder, "script");

        Assert.Equal(
            ("http://localhost:5601", "eu-west-1", "mine", "key"),
            (script.Environment[Endpoint], script.Environment["AWS_REGION"], script.Environment["AWS_ACCESS_KEY_ID"],
                script.Environment["AWS_SECRET_ACCESS_KEY"]));
    }

    [Fact(Timeout = 3 * Timeout)]
    public async Task Start_OfTheApplication_WorkerReconcilesTheLocalEc2()
    {
        LongTests.Require();
        var cancellation = TestContext.Current.CancellationToken;
        var builder = AppHost.Create([], withDashboard: false);
        await using var application = builder.Build();
        await application.StartAsync(cancellation);

        // Ready is a worker whose last run succeeded.
        await application.ResourceNotifications.WaitForResourceHealthyAsync("worker", cancellation);

        using var http = new HttpClient();
        var ec2 = ((LocalEc2Resource)Resource(builder, "ec2")).Endpoint;
        using var state = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{ec2.Url}/_stopinator/"), cancellation));
        Assert.True(state.RootElement.GetProperty("calls").GetInt32() > 0, state.RootElement.ToString());
        await application.StopAsync(cancellation);
    }

    // The orchestrator does this when it starts the resources: clients call the first port, and the program listens on the second.
    private static void Allocate(IDistributedApplicationBuilder builder)
    {
        foreach (var resource in builder.Resources)
        {
            var (port, target) = resource.Name == "ec2" ? (5601, "5701") : (5602, "5702");
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                endpoint.AllocatedEndpoint = new(endpoint, "localhost", port, targetPortExpression: target);
            }
        }
    }

    private static async Task<(Dictionary<string, string> Environment, string[] Arguments)> ConfigurationAsync(
        DistributedApplication application, IDistributedApplicationBuilder builder, string name)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(Resource(builder, name))
            .WithEnvironmentVariablesConfig()
            .WithArgumentsConfig()
            .BuildAsync(
                application.Services.GetRequiredService<DistributedApplicationExecutionContext>(), NullLogger.Instance,
                TestContext.Current.CancellationToken);
        Assert.Null(configuration.Exception);
        return (configuration.EnvironmentVariables.ToDictionary(StringComparer.Ordinal), [.. configuration.Arguments.Select(argument => argument.Value)]);
    }

    private static IResource Resource(IDistributedApplicationBuilder builder, string name) =>
        builder.Resources.Single(resource => resource.Name == name);
}
