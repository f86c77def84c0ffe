namespace Stopinator.Bench;

/// <summary>What one of those compared came to.</summary>
internal sealed record Result(string Name, TimeSpan Time, int Calls, int Throttles, int NotDone);
