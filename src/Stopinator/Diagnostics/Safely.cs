using System.Diagnostics.CodeAnalysis;

namespace Stopinator.Diagnostics;

/// <summary>Calls foreign code that only observes, such as loggers and listeners. When it fails, the run goes on.</summary>
internal static class Safely
{
    /// <summary>Calls an action.</summary>
    /// <returns>The exception that the action threw; null when it succeeded.</returns>
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "Whatever it throws must not cost the report of what was done.")]
    public static Exception? Do(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
