using System.Collections.Immutable;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Tests.Support;
using Stopinator.Testing;

namespace Stopinator.Lambda.Tests.Running;

/// <summary>The role that <see cref="IamPolicy"/> makes for a function allows the calls that the function makes, and no other.</summary>
public sealed class RoleTests
{
    private const string StatusChecks = "status-checks";

    /// <summary>Each setting with values other than its default; several settings have a comma between them.</summary>
    private static readonly (string Settings, string Values)[] Rows =
    [
        (Variable.Scope, "tag:Env=dev"),
        (Variable.Selector, "all"),
        (Variable.Action, "stop"),
        (Variable.DryRun, "true"),
        (Variable.MaxEventAge, "2h"),
        (Variable.FailOn, "none"),
        (Variable.MaxInstances, "500"),
        (Variable.MaxPercent, "100"),
        (Variable.StoppedWithin, "1h"),
        (Variable.StopMode, "hibernate"),
        (Variable.StopMode, "skip-os-shutdown"),
        (Variable.StopMode, "force"),
        ($"{Variable.StopMode},{Variable.HibernationFallback}", "hibernate,stop-normally"),
        (Variable.Verify, "true"),
        (Variable.Verify, "false"),
        (Variable.Await, "nothing"),
        (Variable.Await, "state"),
        (Variable.Await, StatusChecks),
        (Variable.OrderTag, "wave"),
        ($"{Variable.OrderTag},{Variable.OrderGroupTag}", "wave,group"),
        ($"{Variable.OrderTag},{Variable.Await}", $"wave,{StatusChecks}"),
        (Variable.WaitForTransition, "true"),
        (Variable.Allow, "spot"),
        (Variable.EventAllow, "undo"),
        (Variable.ProtectionTag, "keep"),
        (Variable.Timeout, "10m"),
        (Variable.MaxReportBytes, "8192"),
        (Variable.Metrics, "false"),
        (Variable.LogLevel, "debug"),
        (Variable.ScheduleTag, "power:schedule"),
        (Variable.Schedules, """{"timeZone":"UTC","schedules":{}}"""),
        (Variable.InstanceScheduler, """{"schedules":[],"periods":[]}"""),
        (Variable.InstanceSchedulerTag, "Plan"),
        (Variable.OffHoursTag, "maid_offhours"),
        ($"{Variable.OffHoursTag},{Variable.OffHoursTimeZone}", "maid_offhours,pt"),
        (Variable.OptOutTag, "opt-out"),
        (Variable.KeepRunningTag, "keep-running"),
        (Variable.KeepStoppedTag, "keep-stopped"),
        (Variable.ReconcileMode, "edges"),
        ($"{Variable.ReconcileMode},{Variable.ReconcileInterval}", "edges,15m"),
        ($"{Variable.ReconcileMode},{Variable.LookBack}", "edges,10m"),
        (Variable.CatchUp, "1h"),
        (Variable.ScheduleStopModes, "hibernate"),
    ];

    public static MatrixTheoryData<string, string> Runs { get; } =
        new(Rows.Select(row => $"{row.Settings}={row.Values}"), ["start", "stop", "reboot", "reconcile"]);

    [Fact]
    public void Runs_OfEverySetting_AreThere() =>
        Assert.Equal(Variable.All.Order(StringComparer.Ordinal), Rows.SelectMany(row => row.Settings.Split(',')).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Calls_OfARun_AreThoseThatItsRoleAllows(string row, string action)
    {
        var settings = SettingsOf(row);
        await using var lab = FunctionLab.Create(Fleet, settings);

        await lab.InvokeAsync($$"""{"action":"{{action}}"}""");

        // Status checks are read where a start awaits them.
        var readsStatusChecks = settings.Contains((Variable.Await, StatusChecks)) && action is "start" or "reconcile" && !IsDry(settings);
        Assert.Equal(RoleOf(ActionOf(action), readsStatusChecks), CallsOf(lab));
    }

    [Theory]
    [InlineData("start", "", PowerAction.Stop, false)]
    [InlineData("stop", "", PowerAction.Start, false)]
    [InlineData("stop", StatusChecks, PowerAction.Start, true)]
    [InlineData("reconcile", "", PowerAction.Reconcile, false)]
    [InlineData("reconcile", StatusChecks, PowerAction.Reconcile, true)]
    public async Task Calls_OfAnUndo_AreThoseThatTheRoleOfTheOppositeAllows(string action, string awaits, PowerAction opposite, bool readsStatusChecks)
    {
        (string, string)[] awaited = awaits.Length > 0 ? [(Variable.Await, awaits)] : [];
        await using var lab = FunctionLab.Create(Fleet, [(Variable.EventAllow, "undo"), .. awaited]);
        var report = await lab.InvokeAsync($$"""{"action":"{{action}}"}""");
        lab.Ec2.ClearCalls();

        await lab.InvokeAsync($$"""{"action":"undo","report":{{report.GetRawText()}}}""");

        Assert.Equal(RoleOf(opposite, readsStatusChecks), CallsOf(lab));
    }

    [Theory]
    [InlineData("""{"action":"stop","stopMode":"hibernate"}""")]
    [InlineData("""{"action":"stop","dryRun":true}""")]
    [InlineData("""{"action":"stop","await":"state"}""")]
    [InlineData("""{"action":"stop","selector":{"tag":"Env","values":["dev"]}}""")]
    public async Task Calls_OfAnEventThatNarrows_AreThoseOfTheSameRole(string json)
    {
        await using var lab = FunctionLab.Create(Fleet);

        await lab.InvokeAsync(json);

        Assert.Equal(RoleOf(PowerAction.Stop, readsStatusChecks: false), CallsOf(lab));
    }

    // EC2 itself uses the grant: the caller makes no call of KMS, and a role that starts nothing has no such right.
    [Fact]
    public void Role_WithAKeyOfVolumes_HasTheGrantBesideItsCalls()
    {
        const string Key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

        Assert.Equal([.. RoleOf(PowerAction.Start, readsStatusChecks: false), "kms:CreateGrant"], RoleOf(PowerAction.Start, readsStatusChecks: false, Key));
        Assert.Throws<ArgumentException>(() => RoleOf(PowerAction.Stop, readsStatusChecks: false, Key));
    }

    private static string[] RoleOf(PowerAction action, bool readsStatusChecks, params ImmutableArray<string> keys) =>
    [
        .. IamPolicy.For(InstanceSelector.ByTag("Env", "dev"), [action], new IamPolicyOptions { ReadsStatusChecks = readsStatusChecks, KmsKeyArns = keys })
            .Statements.SelectMany(statement => statement.Actions).Order(StringComparer.Ordinal),
    ];

    private static string[] CallsOf(FunctionLab lab) =>
        [.. lab.Ec2.Calls.Select(call => $"ec2:{call.Action}").Distinct().Order(StringComparer.Ordinal)];

    private static PowerAction ActionOf(string action) => Enum.Parse<PowerAction>(action, ignoreCase: true);

    private static bool IsDry(IEnumerable<(string, string)> settings) => settings.Contains((Variable.DryRun, "true"));

    private static (string Name, string Value)[] SettingsOf(string row)
    {
        var (names, values) = (row[..row.IndexOf('=', StringComparison.Ordinal)], row[(row.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return names.Contains(',', StringComparison.Ordinal) ? [.. names.Split(',').Zip(values.Split(','))] : [(names, values)];
    }

    // Two to start and two to stop, by a command and by the schedules, which change at the hour of the run.
    private static void Fleet(FleetBuilder fleet)
    {
        fleet.Add(2, (instance, index) => Tag(instance.Hibernatable().Running(), index, "mon-fri 07:00-19:00 UTC"));
        fleet.Add(2, (instance, index) => Tag(instance.Stopped(), index, "mon-fri 19:00-23:00 UTC"));
    }

    private static void Tag(InstanceBuilder instance, int wave, string schedule) =>
        instance.Tagged("Env", "dev").Tagged("wave", $"{wave}").Tagged("group", "shop").Tagged("stopinator:schedule", schedule).Tagged("power:schedule", schedule);
}
