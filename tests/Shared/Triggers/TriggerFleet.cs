using Stopinator.Testing;

namespace Stopinator.Tests.Shared.Triggers;

/// <summary>The fleet of the cases of triggers.</summary>
internal static class TriggerFleet
{
    public static Action<FleetBuilder> Of(DateTimeOffset now) => fleet =>
    {
        fleet.Add(
            TriggerCases.Idle,
            instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").LaunchedAt(now.AddDays(-1)).Running());
        fleet.Add(
            TriggerCases.Wanted,
            instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "24x7").LaunchedAt(now.AddDays(-1)).Running());
        fleet.Add(TriggerCases.Asleep, instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "24x7").LaunchedAt(now.AddDays(-1)).StoppedAt(now.AddHours(-1)));
        fleet.Add(TriggerCases.Plain, instance => instance.Tagged("Env", "dev").LaunchedAt(now.AddDays(-1)).Running());
        fleet.Add(
            TriggerCases.Recent, instance => instance.Tagged("Env", "dev").Tagged("stopinator:schedule", "off").LaunchedAt(now).Running());
        fleet.Add(
            TriggerCases.Others,
            instance => instance.Tagged("Env", "prod").Tagged("stopinator:schedule", "off").LaunchedAt(now.AddDays(-1)).Running());
    };
}
