using System.Text.Json;
using Stopinator.Scheduling;

namespace Stopinator.Lambda.Configuration;

/// <summary>
/// The words for the members of enumerations, as in the library's JSON, and the members that a word can choose. Nothing here is generic:
/// code for a generic method on an enumeration of another assembly is compiled only at run time, which slows down a cold start.
/// </summary>
internal static class EnumText
{
    public static Enum[] Actions => [PowerAction.Start, PowerAction.Stop, PowerAction.Reboot, PowerAction.Reconcile];

    public static Enum[] StopModes => [StopMode.Normal, StopMode.Hibernate, StopMode.SkipOsShutdown, StopMode.Force];

    /// <summary>The ways to stop that a schedule can ask for.</summary>
    public static Enum[] ScheduleStopModes => [StopMode.Hibernate, StopMode.SkipOsShutdown, StopMode.Force];

    public static Enum[] HibernationFallbacks => [HibernationFallback.Skip, HibernationFallback.StopNormally];

    /// <summary>The skip reasons that can be lifted by name.</summary>
    public static Enum[] SkipReasons =>
    [
        ReasonCode.AutoScalingGroup,
        ReasonCode.Spot,
        ReasonCode.InstanceStoreRoot,
        ReasonCode.ManagedByService,
        ReasonCode.ProtectedByTag,
    ];

    public static Enum[] AwaitedSigns => [AwaitedSign.Nothing, AwaitedSign.State, AwaitedSign.StatusChecks];

    public static Enum[] FailOns => [FailOn.Any, FailOn.All, FailOn.None];

    public static Enum[] ReconcileModes => [ReconcileMode.Enforce, ReconcileMode.Edges];

    public static Enum[] LogLevels =>
        [FunctionLogLevel.Debug, FunctionLogLevel.Information, FunctionLogLevel.Warning, FunctionLogLevel.None];

    public static string Of(Enum member) => JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString());

    /// <summary>Returns the member that a word names; null when there is none.</summary>
    public static Enum? Find(string word, Enum[] members) => Array.Find(members, member => Of(member) == word);

    /// <summary>
    /// Returns what is awaited by a sign, or by the older switch: true awaits the state, false nothing. Null for neither.
    /// </summary>
    public static PowerAwait? AwaitOf(AwaitedSign? sign, bool? verify) =>
        (sign, verify) switch
        {
            (AwaitedSign.StatusChecks, _) => PowerAwait.StatusChecks,
            (AwaitedSign.State, _) or (null, true) => PowerAwait.State,
            (AwaitedSign.Nothing, _) or (null, false) => PowerAwait.Nothing,
            _ => null,
        };

    /// <summary>Returns the words of some members, for a message.</summary>
    public static string List(Enum[] members) => string.Join(", ", members.Select(Of));
}
