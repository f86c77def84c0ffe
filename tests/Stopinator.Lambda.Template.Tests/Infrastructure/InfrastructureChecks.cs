using System.Text.Json;
using Stopinator.Lambda.Template.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>Checks the infrastructure of every combination.</summary>
internal static class InfrastructureChecks
{
    private const string Partition = "${AWS::Partition}";
    private const string Region = "${AWS::Region}";
    private const string Account = "${AWS::AccountId}";
    private const string Instances = "!Sub arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*";

    /// <summary>The role may do what was asked for and nothing else.</summary>
    public static void CheckPolicy(GeneratedProject project)
    {
        var file = InfrastructureFile.Read(project.Template);
        var statements = Statement.Of(file.Resources["FunctionRole"]);
        var options = project.Combination;

        // Nothing else gives the function rights.
        Assert.Equal("!GetAtt FunctionRole.Arn", file.TextAt("Resources/Function/Properties/Role"));
        Assert.Null(file.At("Resources/Function/Properties/Policies"));
        Assert.Null(file.At("Resources/FunctionRole/Properties/ManagedPolicyArns"));
        Assert.All(statements, statement => Assert.Equal("Allow", statement.Effect));
        Assert.All(statements, statement => Assert.Empty(statement.Negations));

        // These actions, each written out, and on everything only the describe, for which EC2 knows no narrower resource.
        var reads = options.SchedulesFrom is { } from ? IamPolicy.ForSchedules([from]).Statements.Single() : null;
        Assert.Equal(
            [
                .. PowerOf(options), .. reads?.Actions ?? [], "logs:CreateLogStream", "logs:PutLogEvents", SendOf(options),
                .. EventChecks.ActionsOf(options),
            ],
            statements.SelectMany(statement => statement.Actions));
        Assert.Equal(options.TagValue, file.TextAt("Parameters/TagValue/Default"));
        if (options.HasTargets)
        {
            TargetsChecks.CheckHub(file, statements, project);
            CheckPower(Statement.Of(InfrastructureFile.Read(project.SpokeRole).Resources["Role"]), options, TargetsChecks.Instances);
        }
        else
        {
            CheckPower(statements, options, Instances);
        }

        // What it sends goes to one place.
        var sent = Assert.Single(statements, statement => statement.Actions.Contains(SendOf(options)));
        Assert.Equal([DestinationOf(options)], sent.Resources);
        Assert.Empty(sent.Conditions);

        // The schedules by name, and nothing beside them.
        Assert.Equal(
            reads?.Resources.Select(resource => resource
                .Replace("arn:aws:s3", "!Sub arn:${AWS::Partition}:s3", StringComparison.Ordinal)
                .Replace("arn:aws:ssm:*:*", $"!Sub arn:{Partition}:ssm:{Region}:{Account}", StringComparison.Ordinal)) ?? [],
            statements.SingleOrDefault(statement => reads is not null && statement.Actions.SequenceEqual(reads.Actions))?.Resources ?? []);

        CheckOtherRoles(file, options);
        CompanyChecks.Check(file, options);
    }

    private static string[] PowerOf(Combination options) => options.HasTargets
        ? ["sts:AssumeRole"]
        :
        [
            "ec2:DescribeInstances", "ec2:StartInstances", "ec2:StopInstances",
            .. options.Has("--kms-key-arn") ? (string[])["kms:CreateGrant"] : [],
        ];

    private static void CheckPower(IReadOnlyList<Statement> statements, Combination options, string instances)
    {
        Assert.Equal(
            ["ec2:DescribeInstances"],
            statements.Where(statement => statement.Resources.Contains("*")).SelectMany(statement => statement.Actions));

        // No start and no stop without the tag.
        var power = Assert.Single(statements, statement => statement.Actions.Intersect(["ec2:StartInstances", "ec2:StopInstances"]).Any());
        Assert.Equal([instances], power.Resources);
        string[] scheduled = options.IsByTags ? ["Null aws:ResourceTag/stopinator:schedule = false"] : [];
        Assert.Equal([$"StringEquals aws:ResourceTag/{options.TagKey} = !Ref TagValue", .. scheduled], power.Conditions);

        // The grant only when asked for: on that key, only for EC2, only to decrypt volumes.
        var grant = statements.SingleOrDefault(statement => statement.Actions.Contains("kms:CreateGrant"));
        Assert.Equal(options.Has("--kms-key-arn"), grant is not null);
        if (grant is not null)
        {
            Assert.Equal([Combinations.KmsKey], grant.Resources);
            Assert.Equal(
                [
                    "Bool kms:GrantIsForAWSResource = true",
                    "StringLike kms:ViaService = ec2.*.amazonaws.com",
                    "ForAllValues:StringEquals kms:GrantOperations = Decrypt",
                    "ForAllValues:StringEquals kms:EncryptionContextKeys = aws:ebs:id",
                    "Null kms:GrantOperations = false",
                    "Null kms:EncryptionContextKeys = false",
                ],
                grant.Conditions);
        }

        CheckAgainstTheGenerator(statements, options);
    }

    // What the library makes of the same tag; it has no account and region, which CloudFormation fills in.
    private static void CheckAgainstTheGenerator(IReadOnlyList<Statement> statements, Combination options)
    {
        var selector = InstanceSelector.ByTag(options.TagKey, options.TagValue);
        var made = IamPolicy.For(
            options.IsByTags ? selector & InstanceSelector.ByTagKey("stopinator:schedule") : selector,
            [PowerAction.Reconcile],
            new IamPolicyOptions { KmsKeyArns = options.Has("--kms-key-arn") ? [Combinations.KmsKey] : [] }).Statements;

        Assert.Equal(
            made.Select(statement => (string.Join(", ", statement.Actions), string.Join("; ", statement.Conditions.Select(condition => condition.ToString())))),
            statements.Take(made.Length).Select(statement => (string.Join(", ", statement.Actions), string.Join("; ", statement.Conditions).Replace("!Ref TagValue", options.TagValue, StringComparison.Ordinal))));
    }

    /// <summary>The function is set up as asked for, and fails where somebody sees it.</summary>
    public static void CheckFunction(GeneratedProject project)
    {
        var file = InfrastructureFile.Read(project.Template);
        var options = project.Combination;
        string? Function(string path) => file.TextAt($"Resources/Function/Properties/{path}");

        Assert.Equal(("900", "512"), (Function("Timeout"), Function("MemorySize")));
        Assert.Equal([options.IsArm ? "arm64" : "x86_64"], InfrastructureFile.Texts(file.At("Resources/Function/Properties/Architectures")));
        Assert.Equal(
            (options.IsImage, options.IsCustom) switch
            {
                (true, _) => ("Image", null, null),
                (_, true) => (null, "provided.al2023", "bootstrap"),
                _ => (null, "dotnet10", AssemblyName(options.Name)),
            },
            (Function("PackageType"), Function("Runtime"), Function("Handler")));
        Assert.Equal(options.IsSam ? null : "live", file.TextAt("Resources/Retries/Properties/Qualifier"));
        string? Retries(string path) => options.IsSam ? Function($"EventInvokeConfig/{path}") : file.TextAt($"Resources/Retries/Properties/{path}");
        Assert.Equal(("3600", options.IsByTags ? "0" : "2"), (Retries("MaximumEventAgeInSeconds"), Retries("MaximumRetryAttempts")));
        Assert.Equal(DestinationOf(options), Retries("DestinationConfig/OnFailure/Destination"));
        Assert.Equal(
            options.ReportDestination is not null || options.Has("--notify-reports") ? DestinationOf(options) : null,
            Retries("DestinationConfig/OnSuccess/Destination"));
        Assert.All(
            (string[])["OnFailure", "OnSuccess"],
            when => Assert.Equal(options.IsSam && Retries($"DestinationConfig/{when}") is not null ? TypeOf(options) : null, Retries($"DestinationConfig/{when}/Type")));
        Assert.Equal(options.ReportDestination, file.TextAt("Parameters/ReportDestination/Default"));
        Assert.Equal(!options.Has("--notify-email") && options.ReportDestination is null, file.Resources.ContainsKey("FailedRuns"));
        Assert.Equal("30", file.TextAt("Resources/Logs/Properties/RetentionInDays"));
        Assert.Equal(
            options.Has("--http-api") ? "AWS_IAM" : null,
            file.TextAt(options.IsSam ? "Resources/Api/Properties/Auth/DefaultAuthorizer" : "Resources/ApiRoute/Properties/AuthorizationType"));

        Assert.Equal("AsyncEventsDropped", file.TextAt("Resources/RunFailed/Properties/MetricName"));
        CheckConfiguration(project, file);
    }

    /// <summary>The schedules come when asked for, are delivered with retries, and what cannot be delivered is kept.</summary>
    public static void CheckSchedules(GeneratedProject project)
    {
        var file = InfrastructureFile.Read(project.Template);
        var options = project.Combination;
        CheckSchedule(file, options, "Stop", "stop", options.Stop);
        CheckSchedule(file, options, "Start", "start", options.Start);
        CheckSchedule(file, options, "Reconcile", "reconcile", options.IsByTags ? "!Sub rate(${EveryMinutes} minutes)" : null);
        Assert.Equal(options.IsByTags ? options.Every : null, file.TextAt("Parameters/EveryMinutes/Default"));

        var undelivers = options.IsScheduled || EventChecks.PermissionsOf(options) is not null;
        Assert.Equal(undelivers, file.Resources.ContainsKey("UndeliveredEvents"));
        Assert.Equal(undelivers, file.Resources.ContainsKey("EventsUndelivered"));
        Assert.Equal(options.IsScheduled, file.At("Parameters/Schedules") is not null);
        Assert.Equal(
            options is { IsScheduled: true, IsRule: true, IsByTags: false },
            File.ReadAllText(project.Template).Contains("# A rule has UTC only", StringComparison.Ordinal));
    }

    private static void CheckSchedule(InfrastructureFile file, Combination options, string name, string action, string? time)
    {
        var scheduler = file.At(options.IsSam ? $"Resources/Function/Properties/Events/{name}/Properties" : $"Resources/{name}/Properties");
        var rule = file.At($"Resources/{name}Rule/Properties");
        Assert.Equal((time is not null && !options.IsRule, time is not null && options.IsRule), (scheduler is not null, rule is not null));
        if ((scheduler ?? rule) is not { } schedule)
        {
            return;
        }

        if (action == "reconcile")
        {
            Assert.Equal([time], InfrastructureFile.Texts(InfrastructureFile.At(schedule, "ScheduleExpression")));
        }
        else
        {
            CheckTime(file, schedule, options, name, time!);
        }

        Assert.Equal("Schedules", InfrastructureFile.At(schedule, "State")!.ToString());

        var target = options.IsRule ? InfrastructureFile.At(schedule, "Targets")![0] : options.IsSam ? schedule : InfrastructureFile.At(schedule, "Target")!;
        if (!options.IsSam || options.IsRule)
        {
            Assert.Equal([options.IsSam ? "!Ref Function.Alias" : "!Ref Live"], InfrastructureFile.Texts(InfrastructureFile.At(target, "Arn")));
        }

        Assert.Equal("900", InfrastructureFile.At(target, "RetryPolicy/MaximumEventAgeInSeconds")!.ToString());
        Assert.Equal("UndeliveredEvents.Arn", InfrastructureFile.At(target, "DeadLetterConfig/Arn")!.ToString());
        var input = InfrastructureFile.At(target, options.IsRule ? "InputTransformer/InputTemplate" : "Input")!.ToString();
        if (options.IsRule)
        {
            input = input.Replace("<time>", "\"<aws.scheduler.scheduled-time>\"", StringComparison.Ordinal).Replace("<id>", "\"<aws.scheduler.execution-id>\"", StringComparison.Ordinal);
        }
        using var json = JsonDocument.Parse(input);
        Assert.Equal(
            [("action", action), ("scheduledTime", "<aws.scheduler.scheduled-time>"), ("executionId", "<aws.scheduler.execution-id>")],
            json.RootElement.EnumerateObject().Select(property => (property.Name, property.Value.GetString()!)));
    }

    private static void CheckTime(InfrastructureFile file, YamlDotNet.RepresentationModel.YamlNode schedule, Combination options, string name, string time)
    {
        var clock = TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        var days = options["--days"] switch { "MON-SUN" => "*", { } given => given.ToUpperInvariant(), null => "MON-FRI" };
        Assert.Equal([$"!Ref {name}At"], InfrastructureFile.Texts(InfrastructureFile.At(schedule, "ScheduleExpression")));
        Assert.Equal($"cron({clock.Minute} {clock.Hour} ? * {days} *)", file.TextAt($"Parameters/{name}At/Default"));
        if (!options.IsRule)
        {
            Assert.Equal(["!Ref TimeZone"], InfrastructureFile.Texts(InfrastructureFile.At(schedule, "ScheduleExpressionTimezone")));
            Assert.Equal(options["--time-zone"] ?? "UTC", file.TextAt("Parameters/TimeZone/Default"));
        }
    }

    // What a run on a laptop is given is what the function is given.
    private static void CheckConfiguration(GeneratedProject project, InfrastructureFile file)
    {
        var options = project.Combination;
        using var launchSettings = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Source, "Properties", "launchSettings.json")));
        var local = launchSettings.RootElement.GetProperty("profiles").EnumerateObject().Single().Value.GetProperty("environmentVariables")
            .EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!, StringComparer.Ordinal);
        string? Variable(string name) => file.At($"Resources/Function/Properties/Environment/Variables/{name}") is { } node ? file.Resolved(node) : null;

        Assert.Equal(Scope(options), local["STOPINATOR_SCOPE"]);
        Assert.Equal(options["--region"], local.GetValueOrDefault("AWS_REGION"));
        Assert.Equal(InstanceSelector.Parse(Scope(options)).ToString(), InstanceSelector.Parse(Variable("STOPINATOR_SCOPE")!).ToString());
        Assert.All(local.Where(variable => variable.Key is not ("AWS_REGION" or "STOPINATOR_SCOPE")), variable => Assert.Equal(variable.Value, Variable(variable.Key)));
        Assert.Equal(options.IsByTags ? "none" : "any", Variable("STOPINATOR_FAIL_ON"));
        Assert.Equal(options["--selector"], local.GetValueOrDefault("STOPINATOR_SELECTOR"));
        Assert.Equal(options.IsByTags, local.TryGetValue("STOPINATOR_SCHEDULES", out var schedules));
        Assert.True(options.SchedulesFrom is null || options.SchedulesFrom == schedules);
        Assert.Equal(options.IsByTags ? $"{options.Every}m" : null, local.GetValueOrDefault("STOPINATOR_RECONCILE_INTERVAL"));
        Assert.Equal(options["--only-stopped-within"] is { } hours ? $"{hours}h" : null, local.GetValueOrDefault("STOPINATOR_STOPPED_WITHIN"));
        Assert.Equal(EventChecks.PermissionsOf(options), local.GetValueOrDefault("STOPINATOR_EVENT_ALLOW"));
        Assert.Equal(options["--order-tag"], local.GetValueOrDefault("STOPINATOR_ORDER_TAG"));

        // On a laptop, the account of its credentials.
        Assert.DoesNotContain("STOPINATOR_TARGETS", local);
        Assert.Equal(options.HasTargets ? "targets.json" : null, Variable("STOPINATOR_TARGETS"));
        Assert.Equal(options.Has("--plan-only") ? "true" : "false", Variable("STOPINATOR_DRY_RUN"));
        Assert.All(
            [("FAIL_ON", "FailOn"), ("DRY_RUN", "DryRun")],
            pair => Assert.Equal($"!Ref {pair.Item2}", file.TextAt($"Resources/Function/Properties/Environment/Variables/STOPINATOR_{pair.Item1}")));
    }

    private static string SendOf(Combination options) =>
        options.ReportDestination is { } arn ? Combinations.ReportDestinations[arn] : options.Has("--notify-email") ? "sns:Publish" : "sqs:SendMessage";

    private static string DestinationOf(Combination options) =>
        options.ReportDestination is not null ? "!Ref ReportDestination" : options.Has("--notify-email") ? "!Ref Topic" : "!GetAtt FailedRuns.Arn";

    // The type of a destination in the words of AWS SAM.
    private static string TypeOf(Combination options) => SendOf(options) switch
    {
        "sns:Publish" => "SNS",
        "sqs:SendMessage" => "SQS",
        "events:PutEvents" => "EventBridge",
        _ => "Lambda",
    };

    private static void CheckOtherRoles(InfrastructureFile file, Combination options)
    {
        var others = file.Resources.Where(resource => resource.Key != "FunctionRole" && InfrastructureFile.At(resource.Value, "Type")!.ToString() == "AWS::IAM::Role").ToArray();
        Assert.Equal(options is { IsScheduled: true, IsRule: false } ? ["ScheduleRole"] : [], others.Select(role => role.Key));
        Assert.All(others, role => Assert.Equal(["lambda:InvokeFunction", "sqs:SendMessage"], Statement.Of(role.Value).SelectMany(statement => statement.Actions)));
        Assert.All(others, role => Assert.EndsWith(":function:${AWS::StackName}:live", Statement.Of(role.Value)[0].Resources[0], StringComparison.Ordinal));
    }

    // As docs/selectors.md has it: in quotes what holds a blank or an equals sign.
    private static string Scope(Combination options)
    {
        static string Quoted(string text) => text.Contains(' ', StringComparison.Ordinal) || text.Contains('=', StringComparison.Ordinal) ? $"\"{text}\"" : text;
        return $"tag:{Quoted(options.TagKey)}={Quoted(options.TagValue)}";
    }

    private static string AssemblyName(string project) =>
        System.Text.RegularExpressions.Regex.Replace(project, "[^A-Za-z0-9._-]+", "_");
}
