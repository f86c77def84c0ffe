using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>The combinations of options that are generated.</summary>
internal static class Combinations
{
    public const string KmsKey = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";

    /// <summary>What a function can send its reports to, and the permission of each.</summary>
    public static readonly IReadOnlyDictionary<string, string> ReportDestinations = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["arn:aws:sns:eu-west-1:123456789012:reports"] = "sns:Publish",
        ["arn:aws:sqs:eu-west-1:123456789012:reports"] = "sqs:SendMessage",
        ["arn:aws:events:eu-west-1:123456789012:event-bus/reports"] = "events:PutEvents",
        ["arn:aws:lambda:eu-west-1:123456789012:function:reports:live"] = "lambda:InvokeFunction",
    };

    /// <summary>Every choice of every option; of those with a free value, the awkward ones. An empty choice leaves the option out.</summary>
    private static readonly string[][] Choices =
    [
        ["NightStop", "night-stop", "Acme.Night.Stop", "9 lives", "Ops Night-Stop.2", "Nächte"],
        ["--infra sam", "--infra cloudformation"],
        ["--packaging zip", "--packaging image"],
        ["--runtime managed", "--runtime custom", "--runtime aot"],
        ["--architecture x86_64", "--architecture arm64"],
        ["--trigger scheduler|--time-zone Europe/Paris", "--trigger rule", "--time-zone America/Argentina/Buenos_Aires"],
        ["", "--http-api"],
        ["", $"--kms-key-arn {KmsKey}"],
        [
            "", "--notify-email ops@example.com", "--notify-email ops@example.com|--notify-reports",
            "--report-destination arn:aws:sqs:eu-west-1:123456789012:reports",
            "--notify-email ops@example.com|--report-destination arn:aws:events:eu-west-1:123456789012:event-bus/reports",
        ],
        ["--stop 20:00", "--stop 0:05", "--stop none"],
        ["--start 07:00", "--start none"],
        ["--instance-tag Env=dev", "--instance-tag Cost Center=R D = 1", "--instance-tag team:env/x=a.b+c@d-e_f"],
        ["", "--selector all except tag:\"Keep On\"", "--selector tag:Owner=it's,\"a \\ b\""],
        ["--days MON-FRI", "--days mon,wed,SAT", "--days MON-SUN"],
        ["", "--region eu-west-1", "--region us-gov-west-1"],
        ["", "--only-stopped-within 24"],
        ["", "--order-tag stopinator:wave"],
        ["", "--events sqs,sns", "--events alarm", "--events sqs,alarm"],
        ["", "--package-source"],
        ["", "--no-tests"],
        ["", "--plan-only"],
        ["", "--ci github", "--ci gitlab"],
        [
            "", "--mode tags", "--mode tags|--every 15|--more-events state-change", "--mode tags|--schedules-from ssm:/power/schedules", "--mode tags|--schedules-from ssm:/power/",
            "--mode tags|--schedules-from s3://power.example/a/schedules.json",
        ],
        ["", "--targets"],
    ];

    /// <summary>Every choice beside every choice of every other option.</summary>
    /// <param name="packageSource">The folder that <c>--package-source</c> names.</param>
    public static IEnumerable<Combination> OfPairs(string packageSource) =>
        Pairwise.Combine([.. Choices.Select(choices => choices.Length)])
            .Select(row => Combine(packageSource, [.. row.Select((choice, option) => Choices[option][choice])]));

    /// <summary>As few of the pairs as hold every choice at least once.</summary>
    public static IEnumerable<Combination> Covering(string packageSource)
    {
        var pairs = OfPairs(packageSource).ToArray();
        var open = pairs.SelectMany(combination => combination.Choices).ToHashSet(StringComparer.Ordinal);
        while (open.Count > 0)
        {
            var next = pairs.MaxBy(combination => combination.Choices.Count(open.Contains))!;
            open.ExceptWith(next.Choices);
            yield return next;
        }
    }

    /// <summary>
    /// Every combination of what shapes the infrastructure, the other options as they are by default; where the reports go is one line, which
    /// the pairs have.
    /// </summary>
    public static IEnumerable<Combination> OfInfrastructure() =>
        Choices[1..11].Select(choices => choices.Take(3).ToArray())
            .Aggregate<string[], IEnumerable<string[]>>([[]], (rows, choices) => rows.SelectMany(row => choices.Select(choice => (string[])[.. row, choice])))
            .Select(row => Combine("", ["NightStop", "--instance-tag Env=dev", .. row]));

    /// <summary>Stacks with every choice that shapes one, and both modes with each trigger; where all is asked for, every pair of choices.</summary>
    public static IEnumerable<Combination> OfStacks() =>
    [
        .. LongTests.AreFull ? OfPairs("") : Covering(""),
        .. from mode in (string[])["--mode fixed", "--mode tags"]
           from trigger in (string[])["--trigger scheduler", "--trigger rule"]
           from more in (string[][])[[], ["--notify-email ops@example.com", "--http-api", $"--kms-key-arn {KmsKey}"]]
           select Combine("", ["NightStop", "--instance-tag Env=dev", mode, trigger, .. more]),
    ];

    /// <summary>
    /// Both pipelines for each notation, each in its three forms; where long tests are not asked for, every notation, pipeline and form at
    /// least once.
    /// </summary>
    public static IEnumerable<Combination> OfPipelines() =>
        AllPipelines().Where((_, index) => LongTests.AreOn || index % 6 == index / 6 % 6);

    /// <summary>
    /// The other notations of the infrastructure in all forms; where long tests are not asked for, every notation and every form at least
    /// once.
    /// </summary>
    public static IEnumerable<Combination> OfNotations() => AllNotations().Where((_, index) => LongTests.AreOn || index % 5 == 0);

    /// <summary>Both pipelines for each notation; for those that have images, with an image too.</summary>
    private static IEnumerable<Combination> AllPipelines() =>
        from infra in (string[])["sam", "cloudformation", "cdk", "terraform", "serverless", "cli", "none"]
        from ci in (string[])["github", "gitlab"]
        from options in (string[][])
        [
            [],
            [
                infra is "sam" or "cli" ? "--runtime aot" : "--runtime custom", "--architecture arm64", "--notify-email ops@example.com",
                "--region eu-west-1", "--mode tags", "--no-tests",
                .. infra is "none" ? (string[])[] : ["--events sqs,alarm"],
                .. infra is "terraform" or "serverless" or "cli" ? (string[])[] : ["--packaging image", "--trigger rule", "--http-api"],
            ],
            ["--targets"],
        ]
        select Combine("", [options.Length == 0 ? "NightStop" : "Ops Night-Stop.2", "--instance-tag Env=dev", $"--infra {infra}", $"--ci {ci}", .. options]);

    /// <summary>The other notations of the infrastructure: in their plainest form, with everything, by tags, and without a schedule.</summary>
    private static IEnumerable<Combination> AllNotations() =>
        from infra in (string[])["cdk", "terraform", "serverless", "cli", "none"]
        from options in (string[][])
        [
            [],
            [
                "--runtime custom", "--architecture arm64", $"--kms-key-arn {KmsKey}", "--notify-email ops@example.com|--notify-reports", "--region eu-west-1",
                "--only-stopped-within 24", "--selector tag:Owner=it's,\"a \\ b\"", "--plan-only", "--start none", "--order-tag stopinator:wave",
                "--events sqs,sns,alarm",
            ],
            ["--mode tags|--every 15", "--time-zone Europe/Paris", "--selector all except tag:\"Keep On\"", "--events state-change"],
            ["--mode tags|--schedules-from ssm:/power/schedules", "--runtime aot", "--events sqs,sns,alarm,state-change"],
            [
                "--mode tags|--schedules-from ssm:/power/", $"--kms-key-arn {KmsKey}",
                "--report-destination arn:aws:sns:eu-west-1:123456789012:reports",
            ],
            ["--mode tags|--schedules-from s3://power.example/a/schedules.json"],
            [
                "--stop none", "--start none", "--notify-email ops@example.com", "--events alarm",
                "--report-destination arn:aws:lambda:eu-west-1:123456789012:function:reports:live",
            ],
            ["--targets", "--runtime custom", $"--kms-key-arn {KmsKey}", "--region eu-west-1", "--events sqs,sns"],
            ["--targets", "--mode tags|--schedules-from ssm:/power/", "--runtime aot", "--plan-only"],
        ]
        select Combine("", ["Ops Night-Stop.2", options.Length == 0 ? "--instance-tag Env=dev" : "--instance-tag Cost Center=R D = 1", $"--infra {infra}", .. options]);

    // "--option value|--option value": the value is what follows the first blank.
    private static Combination Combine(string packageSource, string[] row) => new(row[0],
    [
        .. MergedEvents([.. row[1..].SelectMany(choice => choice.Split('|', StringSplitOptions.RemoveEmptyEntries))])
            .SelectMany(option => option == "--package-source" ? [option, packageSource] : option.Split(' ', 2)),
    ])
    {
        Choices = [.. row.Select((choice, option) => $"{option}: {choice}")],
    };

    // An event that goes with a mode only joins those that are asked for beside it. Those of one account do not go with targets.
    private static IEnumerable<string> MergedEvents(string[] options)
    {
        const string Events = "--events ";
        const string MoreEvents = "--more-events ";
        var all = options.Where(option => option.StartsWith(Events, StringComparison.Ordinal)).Select(option => option[Events.Length..])
            .Concat(options.Where(option => option.StartsWith(MoreEvents, StringComparison.Ordinal)).Select(option => option[MoreEvents.Length..]))
            .SelectMany(list => list.Split(','))
            .Except(options.Contains("--targets") ? ["alarm", "state-change"] : Array.Empty<string>())
            .ToArray();
        return
        [
            .. options.Where(option => !option.StartsWith(Events, StringComparison.Ordinal) && !option.StartsWith(MoreEvents, StringComparison.Ordinal)),
            .. all.Length > 0 ? [$"{Events}{string.Join(',', all)}"] : Array.Empty<string>(),
        ];
    }
}
