namespace Stopinator.Scheduling.Text;

/// <summary>Writes and reads the states as text.</summary>
internal static class StateText
{
    public static string Of(DesiredState state) => state switch
    {
        DesiredState.Running => "running",
        DesiredState.Stopped => "stopped",
        _ => "unmanaged",
    };

    public static bool TryRead(string text, out DesiredState state)
    {
        (var known, state) = text.ToUpperInvariant() switch
        {
            "RUNNING" => (true, DesiredState.Running),
            "STOPPED" => (true, DesiredState.Stopped),
            "UNMANAGED" => (true, DesiredState.Unmanaged),
            _ => (false, DesiredState.Unmanaged),
        };
        return known;
    }
}
