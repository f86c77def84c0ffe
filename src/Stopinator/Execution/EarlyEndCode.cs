namespace Stopinator.Execution;

/// <summary>The codes of an early end that are not error codes.</summary>
internal static class EarlyEndCode
{
    public const string Cancelled = "Cancelled";
    public const string Deadline = "Deadline";
}
