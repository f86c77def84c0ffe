using Stopinator.Tests.Shared.Triggers;

namespace Stopinator.Lambda.Tests.Support;

/// <summary>A function that may act on alarms and state changes, on the fleet of the cases of triggers.</summary>
internal static class TriggerLab
{
    public static readonly (string, string) Permitted = ("STOPINATOR_EVENT_ALLOW", "alarm,state-change");

    public static FunctionLab Create(params (string Name, string Value)[] settings) =>
        FunctionLab.Create(TriggerFleet.Of(FunctionLab.Now), [Permitted, .. settings]);
}
