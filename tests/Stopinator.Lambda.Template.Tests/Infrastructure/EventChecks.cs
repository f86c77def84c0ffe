using Stopinator.Lambda.Template.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>Checks the queue, the topic and the rules by which other events come.</summary>
internal static class EventChecks
{
    private const string Rules = "!Sub arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${AWS::StackName}-*";

    /// <summary>The actions by which the function's role serves the queue.</summary>
    public static string[] ActionsOf(Combination options) =>
        options.Events.Contains("sqs") ? ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] : [];

    /// <summary>The value of <c>STOPINATOR_EVENT_ALLOW</c>; null where it is not set.</summary>
    public static string? PermissionsOf(Combination options) =>
        string.Join(',', options.Events.Intersect(["alarm", "state-change"]).Order(StringComparer.Ordinal)) is { Length: > 0 } list
            ? list
            : null;

    /// <summary>Checks that the requested triggers exist, and that nothing else invokes the function.</summary>
    public static void Check(GeneratedProject project)
    {
        var file = InfrastructureFile.Read(project.Template);
        var options = project.Combination;
        CheckQueue(file, options.Events.Contains("sqs"));
        CheckTopic(file, options.Events.Contains("sns"));
        CheckRule(file, options, "AlarmRule", "aws.cloudwatch", options.Events.Contains("alarm"));
        CheckRule(file, options, "StateChangeRule", "aws.ec2", options.Events.Contains("state-change"));

        var isBridged = PermissionsOf(options) is not null;
        Assert.Equal(
            isBridged || options is { IsScheduled: true, IsRule: true } ? Rules : null,
            file.TextAt("Resources/RulesMayInvoke/Properties/SourceArn"));
        Assert.Equal(PermissionsOf(options), file.TextAt("Resources/Function/Properties/Environment/Variables/STOPINATOR_EVENT_ALLOW"));

        // The version that the schedules invoke is the one that other events invoke; its failures go where theirs go.
        YamlNode?[] invoked =
        [
            file.At("Resources/CommandsToFunction/Properties/FunctionName"),
            file.At("Resources/TopicMayInvoke/Properties/FunctionName"),
            file.At("Resources/RulesMayInvoke/Properties/FunctionName"),
            .. from target in new[] { "CommandsTopic/Properties/Subscription|Endpoint", "AlarmRule/Properties/Targets|Arn", "StateChangeRule/Properties/Targets|Arn" }
               let list = file.At($"Resources/{target.Split('|')[0]}")
               where list is not null
               select InfrastructureFile.At(list[0], target.Split('|')[1]),
        ];
        Assert.All(
            invoked.SelectMany(InfrastructureFile.Texts), alias => Assert.Contains(alias, (string[])["!Ref Live", "!Ref Function.Alias"]));

        // Nobody invokes the function without a source that the permission names.
        Assert.All(
            file.Resources.Where(resource => InfrastructureFile.At(resource.Value, "Type")!.ToString() == "AWS::Lambda::Permission"),
            permission => Assert.NotNull(InfrastructureFile.At(permission.Value, "Properties/SourceArn")));
    }

    private static void CheckQueue(InfrastructureFile file, bool isAskedFor)
    {
        foreach (var name in (string[])["Commands", "CommandsToFunction", "RejectedCommands", "CommandsRejected"])
        {
            Assert.Equal(isAskedFor, file.Resources.ContainsKey(name));
        }

        if (!isAskedFor)
        {
            return;
        }

        Assert.Equal(
            ("!GetAtt Commands.Arn", "ReportBatchItemFailures"),
            (file.TextAt("Resources/CommandsToFunction/Properties/EventSourceArn"), Assert.Single(InfrastructureFile.Texts(file.At("Resources/CommandsToFunction/Properties/FunctionResponseTypes")))));
        Assert.Equal("!GetAtt RejectedCommands.Arn", file.TextAt("Resources/Commands/Properties/RedrivePolicy/deadLetterTargetArn"));

        // Lambda refuses a queue whose messages come back sooner than its function ends. Three attempts fit into the hour of an event.
        var seconds = int.Parse(
            file.TextAt("Resources/Commands/Properties/VisibilityTimeout")!, System.Globalization.CultureInfo.InvariantCulture);
        var attempts = int.Parse(
            file.TextAt("Resources/Commands/Properties/RedrivePolicy/maxReceiveCount")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 900, 3600 / attempts);

        // The role reads that queue only.
        var statement = Assert.Single(
            Statement.Of(file.Resources["FunctionRole"]), statement => statement.Actions.Contains("sqs:ReceiveMessage"));
        Assert.Equal(["!GetAtt Commands.Arn"], statement.Resources);
        Assert.Empty(statement.Conditions);
    }

    private static void CheckTopic(InfrastructureFile file, bool isAskedFor)
    {
        Assert.Equal(isAskedFor, file.Resources.ContainsKey("CommandsTopic"));
        Assert.Equal(isAskedFor ? "!Ref CommandsTopic" : null, file.TextAt("Resources/TopicMayInvoke/Properties/SourceArn"));
    }

    private static void CheckRule(InfrastructureFile file, Combination options, string name, string source, bool isAskedFor)
    {
        var pattern = file.At($"Resources/{name}/Properties/EventPattern");
        Assert.Equal(isAskedFor, pattern is not null);
        if (pattern is null)
        {
            return;
        }

        // What cannot be delivered is kept, in a queue to which the rules may send.
        var target = ((YamlSequenceNode)file.At($"Resources/{name}/Properties/Targets")!)[0];
        Assert.Equal(["!GetAtt UndeliveredEvents.Arn"], InfrastructureFile.Texts(InfrastructureFile.At(target, "DeadLetterConfig/Arn")));
        var send = new Statement(file.At("Resources/RulesMaySend/Properties/PolicyDocument/Statement")![0]);
        Assert.Equal(["!GetAtt UndeliveredEvents.Arn"], send.Resources);
        Assert.Equal([$"ArnLike aws:SourceArn = {Rules}"], send.Conditions);

        Assert.Equal([source], InfrastructureFile.Texts(InfrastructureFile.At(pattern, "source")));
        Assert.Equal(options.IsScheduled ? "!Ref Schedules" : null, file.TextAt($"Resources/{name}/Properties/State"));
        Assert.Equal(
            name == "AlarmRule" ? "!Sub ${AWS::StackName}-idle-" : null,
            InfrastructureFile.At(pattern, "detail/alarmName") is { } names
                ? InfrastructureFile.Texts(InfrastructureFile.At(names[0], "prefix")).Single()
                : null);
    }
}
