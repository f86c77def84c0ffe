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
        (Setting.Scope.Variable, "tag:Env=dev"),
        (Setting.Selection.Variable, "all"),
        (Setting.Targets.Variable, """{"accounts":["own"],"regions":["us-east-1"]}"""),
        (Setting.Action.Variable, "stop"),
        (Setting.DryRun.Variable, "true"),
        (Setting.MaxEventAge.Variable, "2h"),
        (Setting.FailOn.Variable, "none"),
        (Setting.MaxInstances.Variable, "500"),
        (Setting.MaxPercent.Variable, "100"),
        (Setting.StoppedWithin.Variable, "1h"),
        (Setting.StopMode.Variable, "hibernate"),
        (Setting.StopMode.Variable, "skip-os-shutdown"),
        (Setting.StopMode.Variable, "force"),
        ($"{Setting.StopMode.Variable},{Setting.HibernationFallback.Variable}", "hibernate,stop-normally"),
        (Setting.Verify.Variable, "true"),
        (Setting.Verify.Variable, "false"),
        (Setting.Await.Variable, "nothing"),
        (Setting.Await.Variable, "state"),
        (Setting.Await.Variable, StatusChecks),
        (Setting.OrderTag.Variable, "wave"),
        ($"{Setting.OrderTag.Variable},{Setting.OrderGroupTag.Variable}", "wave,group"),
        ($"{Setting.OrderTag.Variable},{Setting.Await.Variable}", $"wave,{StatusChecks}"),
        (Setting.WaitForTransition.Variable, "true"),
        (Setting.Allow.Variable, "spot"),
        (Setting.EventAllow.Variable, "undo"),
        (Setting.StateChangeGrace.Variable, "10m"),
        (Setting.ProtectionTag.Variable, "keep"),
        (Setting.Timeout.Variable, "10m"),
        (Setting.MaxReportBytes.Variable, "8192"),
        (Setting.Metrics.Variable, "false"),
        (Setting.LogLevel.Variable, "debug"),
        (Setting.ScheduleTag.Variable, "power:schedule"),
        (Setting.Schedules.Variable, """{"timeZone":"UTC","schedules":{}}"""),
        (Setting.InstanceScheduler.Variable, """{"schedules":[],"periods":[]}"""),
        (Setting.InstanceSchedulerTag.Variable, "Plan"),
        (Setting.OffHoursTag.Variable, "maid_offhours"),
        ($"{Setting.OffHoursTag.Variable},{Setting.OffHoursTimeZone.Variable}", "maid_offhours,pt"),
        (Setting.OptOutTag.Variable, "opt-out"),
        (Setting.KeepRunningTag.Variable, "keep-running"),
        (Setting.KeepStoppedTag.Variable, "keep-stopped"),
        (Setting.ReconcileMode.Variable, "edges"),
        ($"{Setting.ReconcileMode.Variable},{Setting.ReconcileInterval.Variable}", "edges,15m"),
        ($"{Setting.ReconcileMode.Variable},{Setting.LookBack.Variable}", "edges,10m"),
        (Setting.CatchUp.Variable, "1h"),
        (Setting.ScheduleStopModes.Variable, "hibernate"),
    ];

    public static MatrixTheoryData<string, string> Runs { get; } =
        new(Rows.Select(row => $"{row.Settings}={row.Values}"), ["start", "stop", "reboot", "reconcile"]);

    [Fact]
    public void Runs_OfEverySetting_AreThere() =>
        Assert.Equal(
            Setting.All.Select(setting => setting.Variable).Order(StringComparer.Ordinal),
            Rows.SelectMany(row => row.Settings.Split(',')).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Calls_OfARun_AreThoseThatItsRoleAllows(string row, string action)
    {
        var settings = SettingsOf(row);
        await using var lab = FunctionLab.Create(Fleet, settings);

        await lab.InvokeAsync($$"""{"action":"{{action}}"}""");

        // Status checks are read where a start awaits them.
        var readsStatusChecks =
            settings.Contains((Setting.Await.Variable, StatusChecks)) && action is "start" or "reconcile" && !IsDry(settings);
        Assert.Equal(RoleOf(ActionOf(action), readsStatusChecks), CallsOf(lab));
    }

    [Fact]
    public async Task Calls_OfTargetsInEnabledRegions_AreThoseThatTheRoleAllows()
    {
        await using var lab = new TargetsLab((Setting.Targets.Variable, """{"roleName":"stopinator-spoke","accounts":["111122223333"]}"""));
        var ec2 = lab.Add(TargetsLab.Payments, "us-east-1", Fleet);

        await lab.InvokeAsync("""{"action":"stop"}""");

        var role = IamPolicy.For(InstanceSelector.ByTag("Env", "dev"), [PowerAction.Stop], new IamPolicyOptions { ListsRegions = true });
        Assert.Equal(
            role.Statements.SelectMany(statement => statement.Actions).Order(StringComparer.Ordinal),
            ec2.Calls.Select(call => $"ec2:{call.Action}").Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("start", "", PowerAction.Stop, false)]
    [InlineData("stop", "", PowerAction.Start, false)]
    [InlineData("stop", StatusChecks, PowerAction.Start, true)]
    [InlineData("reconcile", "", PowerAction.Reconcile, false)]
    [InlineData("reconcile", StatusChecks, PowerAction.Reconcile, true)]
    public async Task Calls_OfAnUndo_AreThoseThatTheRoleOfTheOppositeAllows(
        string action, string awaits, PowerAction opposite, bool readsStatusChecks)
    {
        (string, string)[] awaited = awaits.Length > 0 ? [(Setting.Await.Variable, awaits)] : [];
        await using var lab = FunctionLab.Create(Fleet, [(Setting.EventAllow.Variable, "undo"), .. awaited]);
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

        Assert.Equal(
            [.. RoleOf(PowerAction.Start, readsStatusChecks: false), "kms:CreateGrant"],
            RoleOf(PowerAction.Start, readsStatusChecks: false, Key));
        Assert.Throws<ArgumentException>(() => RoleOf(PowerAction.Stop, readsStatusChecks: false, Key));
    }

    private static string[] RoleOf(PowerAction action, bool readsStatusChecks, params ImmutableArray<string> keys) =>
    [
        .. IamPolicy.For(
            InstanceSelector.ByTag("Env", "dev"),
            [action],
            new IamPolicyOptions { ReadsStatusChecks = readsStatusChecks, KmsKeyArns = keys })
            .Statements.SelectMany(statement => statement.Actions).Order(StringComparer.Ordinal),
    ];

    private static string[] CallsOf(FunctionLab lab) =>
        [.. lab.Ec2.Calls.Select(call => $"ec2:{call.Action}").Distinct().Order(StringComparer.Ordinal)];

    private static PowerAction ActionOf(string action) => Enum.Parse<PowerAction>(action, ignoreCase: true);

    private static bool IsDry(IEnumerable<(string, string)> settings) => settings.Contains((Setting.DryRun.Variable, "true"));

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
        instance.Tagged("Env", "dev").Tagged("wave", $"{wave}").Tagged("group", "shop").Tagged("stopinator:schedule", schedule)
            .Tagged("power:schedule", schedule);
}
