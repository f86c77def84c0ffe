using System.Text.Json.Nodes;
using Stopinator.Samples.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Samples.Tests.Containers;

/// <summary>The manifests of samples/Worker, compared with its settings and with each other.</summary>
public sealed class WorkerManifestTests
{
    private static readonly JsonNode Settings = JsonNode.Parse(File.ReadAllText(Sample.PathOf("Worker/appsettings.json")))!;
    private static readonly JsonNode Task = JsonNode.Parse(File.ReadAllText(Sample.PathOf("Worker/task-definition.json")))!;
    private static readonly JsonNode Deployment = Sample.Yaml("Worker/deployment.yaml");

    private static double ShutdownSeconds => TimeSpan.Parse(Settings["Host"]!["ShutdownTimeout"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture).TotalSeconds;

    [Fact]
    public void Deployment_RunsOneWorkerWithBothProbesAndNoRights()
    {
        var pod = Deployment["spec"]!["template"]!["spec"]!;
        var container = Assert.Single(pod["containers"]!.AsArray())!;
        var program = Repository.Read("samples/Worker/Program.cs");

        Assert.Equal(("apps/v1", "Deployment", "1"), (Deployment["apiVersion"]!.ToString(), Deployment["kind"]!.ToString(), Deployment["spec"]!["replicas"]!.ToString()));
        Assert.All(
            new[] { "livenessProbe", "readinessProbe" },
            probe => Assert.Contains($"MapHealthChecks(\"{container[probe]!["httpGet"]!["path"]}\"", program, StringComparison.Ordinal));
        Assert.EndsWith("/live", container["livenessProbe"]!["httpGet"]!["path"]!.ToString(), StringComparison.Ordinal);
        Container.AssertPodHasNoRights(pod);
        Assert.True(int.Parse(pod["terminationGracePeriodSeconds"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture) > ShutdownSeconds);
    }

    [Fact]
    public void TaskDefinition_IsForFargateAndRunsTheSameImageWithTheSameSettings()
    {
        var container = Assert.Single(Task["containerDefinitions"]!.AsArray())!;
        var pod = Deployment["spec"]!["template"]!["spec"]!["containers"]![0]!;

        Assert.Equal(("FARGATE", "awsvpc"), (Task["requiresCompatibilities"]![0]!.ToString(), Task["networkMode"]!.ToString()));
        Assert.NotEqual(Task["taskRoleArn"]!.ToString(), Task["executionRoleArn"]!.ToString());
        Container.AssertHasNoRights(container);
        Assert.Equal(pod["image"]!.ToString(), container["image"]!.ToString());
        Assert.Equal(pod["ports"]![0]!["containerPort"]!.ToString(), container["portMappings"]![0]!["containerPort"]!.ToString());
        Assert.True(container["stopTimeout"]!.GetValue<int>() > ShutdownSeconds);
        var variables = container["environment"]!.AsArray().ToDictionary(variable => variable!["name"]!.ToString(), variable => variable!["value"]!.ToString());
        Assert.All(variables, variable => Assert.Contains(
            pod["env"]!.AsArray(), one => (one!["name"]!.ToString(), one["value"]!.ToString()) == (variable.Key, variable.Value)));
        Assert.Equal(Settings["Stopinator"]!["Scope"]!.ToString(), variables["Stopinator__Scope"]);
    }
}
