using System.Text.Json.Nodes;
using Stopinator.Samples.Tests.Support;

namespace Stopinator.Samples.Tests.Containers;

/// <summary>The container samples, parsed and held to what makes a container safe to run. <see cref="NativeImageTests"/> runs what is in the image.</summary>
public sealed class ContainerImageTests
{
    private static readonly JsonNode Task = JsonNode.Parse(File.ReadAllText(Sample.PathOf("container-image/task-definition.json")))!;
    private static readonly JsonNode Schedule = Sample.Yaml("container-image/schedule.yaml")["Resources"]!;
    private static readonly JsonNode Job = Sample.Yaml("container-image/cron-job.yaml");

    [Fact]
    public void TaskDefinition_IsForFargateAndWritesNowhere()
    {
        var container = Assert.Single(Task["containerDefinitions"]!.AsArray())!;

        Assert.Equal(("FARGATE", "awsvpc"), (Task["requiresCompatibilities"]![0]!.ToString(), Task["networkMode"]!.ToString()));
        Assert.NotEqual(Task["taskRoleArn"]!.ToString(), Task["executionRoleArn"]!.ToString());
        Container.AssertHasNoRights(container);
        Assert.Equal(["stop"], container["command"]!.AsArray().Select(word => word!.ToString()));
        Assert.Equal("STOPINATOR_SCOPE=tag:Env=dev", string.Join(' ', container["environment"]!.AsArray().Select(variable => $"{variable!["name"]}={variable["value"]}")));

        // A run that is told to end reports first.
        Assert.InRange(container["stopTimeout"]!.GetValue<int>(), 30, 120);
    }

    [Fact]
    public void Schedule_RunsTheTaskOnceANightWithNoMoreRightsThanThat()
    {
        var stop = Schedule["Stop"]!["Properties"]!;
        Assert.Equal(("cron(0 20 ? * MON-FRI *)", "Europe/Paris"), (stop["ScheduleExpression"]!.ToString(), stop["ScheduleExpressionTimezone"]!.ToString()));
        Assert.EndsWith($":task-definition/{Task["family"]}", stop["Target"]!["EcsParameters"]!["TaskDefinitionArn"]!["Fn::Sub"]!.ToString(), StringComparison.Ordinal);

        var statements = Schedule["Role"]!["Properties"]!["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray();
        Assert.Equal(["ecs:RunTask", "iam:PassRole", "sqs:SendMessage"], statements.Select(statement => statement!["Action"]!.ToString()));
        Assert.Equal("ecs-tasks.amazonaws.com", statements[1]!["Condition"]!["StringEquals"]!["iam:PassedToService"]!.ToString());
        Assert.Equal(
            [Name(Task["taskRoleArn"]!), Name(Task["executionRoleArn"]!)],
            statements[1]!["Resource"]!.AsArray().Select(role => Name(role!["Fn::Sub"]!)));
    }

    [Fact]
    public void CronJob_IsBoundedInTimeAndRights()
    {
        var spec = Job["spec"]!;
        var job = spec["jobTemplate"]!["spec"]!;
        var pod = job["template"]!["spec"]!;
        var container = Assert.Single(pod["containers"]!.AsArray())!;

        Assert.Equal(("batch/v1", "CronJob"), (Job["apiVersion"]!.ToString(), Job["kind"]!.ToString()));
        Assert.Equal(("0 20 * * MON-FRI", "Europe/Paris", "Forbid"), (spec["schedule"]!.ToString(), spec["timeZone"]!.ToString(), spec["concurrencyPolicy"]!.ToString()));
        Assert.Equal(("900", "2", "Never"), (spec["startingDeadlineSeconds"]!.ToString(), job["backoffLimit"]!.ToString(), pod["restartPolicy"]!.ToString()));
        Container.AssertPodHasNoRights(pod);
        Assert.Equal(Task["containerDefinitions"]![0]!["image"]!.ToString(), container["image"]!.ToString());
        Assert.Equal(["stop"], container["args"]!.AsArray().Select(word => word!.ToString()));
    }

    [Fact]
    public void Function_OfTheStateMachines_IsTheImageAsItIs()
    {
        var resources = Sample.Yaml("step-functions/function.yaml")["Resources"]!;
        var function = resources["Function"]!["Properties"]!;

        // Without a command of its own it is that of the Dockerfile, which serves Lambda.
        Assert.Equal(("Image", "ImageUri"), (function["PackageType"]!.ToString(), function["Code"]!["ImageUri"]!["Ref"]!.ToString()));
        Assert.Equal((null, null, null), (function["ImageConfig"], function["Runtime"], function["Handler"]));

        // The state machine reads the remainder of a run in which an instance failed.
        Assert.Equal("none", function["Environment"]!["Variables"]!["STOPINATOR_FAIL_ON"]!.ToString());
        Assert.Equal("live", resources["Live"]!["Properties"]!["Name"]!.ToString());
    }

    private static string Name(JsonNode arn) => arn.ToString().Split('/')[^1];
}
