using System.Text;
using System.Text.RegularExpressions;
using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Scheduling;
using Stopinator.Testing;
using YamlDotNet.RepresentationModel;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>The role of a generated project allows the calls of EC2 that the project's events make, and no other.</summary>
public sealed partial class RoleTests(Scratch scratch)
{
    /// <summary>The instant of events/schedule.json.</summary>
    // The calls of Lambda itself, for a function in subnets.
    private static readonly string[] OfNetworks =
    [
        "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
    ];

    private static readonly DateTimeOffset Now = new(2026, 1, 5, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Calls_OfTheEventsOfEveryCombination_AreThoseThatTheRoleAllows()
    {
        foreach (var project in await scratch.ProjectsAsync())
        {
            var file = InfrastructureFile.Read(project.Template);
            string[] allowed =
            [
                .. Statement.Of(RoleOf(project, file)).SelectMany(statement => statement.Actions)
                    .Where(action => action.StartsWith("ec2:", StringComparison.Ordinal)),
            ];
            var calls = await CallsOfAsync(project, SettingsOf(project, file));

            Assert.True(
                calls.SetEquals(allowed) && allowed.Distinct().Count() == allowed.Length,
                $"{project}: the role allows {string.Join(", ", allowed)}; the events make {string.Join(", ", calls)}.");
        }
    }

    [Theory]
    [InlineData("terraform")]
    [InlineData("serverless")]
    [InlineData("cli")]
    public async Task Role_InAnotherNotation_NamesTheSameActions(string infra)
    {
        foreach (var project in await scratch.ProjectsAsync(Combinations.OfNotations().Where(options => options.Infra == infra)))
        {
            var written = project.Files
                .Where(file => file.StartsWith("infra/", StringComparison.Ordinal) && file != "infra/spoke-role.yaml")
                .SelectMany(file => ActionOfEc2().Matches(project.Read(file)).Select(match => match.Value))
                .Except(OfNetworks);

            Assert.Equal(
                project.Combination.HasTargets ? [] : ["ec2:DescribeInstances", "ec2:StartInstances", "ec2:StopInstances"],
                written.Distinct().Order(StringComparer.Ordinal));
        }
    }

    // With targets, the role of the function may only take that role in each account.
    private static YamlNode RoleOf(GeneratedProject project, InfrastructureFile file) => project.Combination.HasTargets
        ? InfrastructureFile.Read(project.SpokeRole).Resources["Role"]
        : file.Resources["FunctionRole"];

    private static Dictionary<string, string> SettingsOf(GeneratedProject project, InfrastructureFile file)
    {
        var settings = ((YamlMappingNode)file.At("Resources/Function/Properties/Environment/Variables")!)
            .ToDictionary(variable => variable.Key.ToString(), variable => file.Resolved(variable.Value), StringComparer.Ordinal);
        settings["STOPINATOR_DRY_RUN"] = file.TextAt("Parameters/DryRun/Default")!;
        if (project.Combination.HasTargets)
        {
            settings["STOPINATOR_TARGETS"] = File.ReadAllText(project.Targets);
        }

        return settings;
    }

    private static async Task<HashSet<string>> CallsOfAsync(GeneratedProject project, IReadOnlyDictionary<string, string> settings)
    {
        var calls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sent in project.Files.Where(file => file.StartsWith("events/", StringComparison.Ordinal)))
        {
            var clock = new SimulatedClock(Now);
            await using var ec2 = SimulatedEc2.Create(
                fleet => Fill(fleet, project.Combination),
                new SimulatedEc2Options { TimeProvider = clock, Region = project.Combination["--region"] ?? "us-east-1" });
            using var client = ec2.CreateClient();
            using var log = new MemoryStream();
            using var function = project.Combination.HasTargets
                ? StopinatorFunction.Create(settings, clientFor: _ => client, timeProvider: clock, log: log, schedules: Sources())
                : StopinatorFunction.Create(settings, client, timeProvider: clock, log: log, schedules: Sources());
            using var answer = await clock.RunAsync(
                () => function.InvokeAsync(new MemoryStream(Encoding.UTF8.GetBytes(project.Read(sent))), Now.AddMinutes(15)));
            calls.UnionWith(ec2.Calls.Select(call => $"ec2:{call.Action}"));
        }

        return calls;
    }

    // What every selector of the combinations selects: the instance that the sample events name, and two to stop and two to start, by a
    // command and by their schedules.
    private static void Fill(FleetBuilder fleet, Combination options)
    {
        fleet.Add("i-0123456789abcdef0", instance => Tag(instance.Running(), "off"));
        fleet.Add(2, instance => Tag(instance.Running(), "off"));
        fleet.Add(2, instance => Tag(instance.Stopped(), "24x7"));

        void Tag(InstanceBuilder instance, string schedule) =>
            instance.Tagged("Owner", "it's").Tagged("stopinator:schedule", schedule).Tagged(options.TagKey, options.TagValue);
    }

    private static IScheduleSources Sources()
    {
        var sources = Substitute.For<IScheduleSources>();
        sources.Catalog(Arg.Any<string>()).Returns(new EmptyCatalog());
        return sources;
    }

    [GeneratedRegex("ec2:[A-Z][A-Za-z]+")]
    private static partial Regex ActionOfEc2();

    private sealed class EmptyCatalog : IScheduleCatalogSource
    {
        public ValueTask<ScheduleCatalogReading> GetAsync(CancellationToken cancellationToken = default) =>
            new(new ScheduleCatalogReading(ScheduleCatalog.Parse("""{"schedules":{}}"""), Now));
    }
}
