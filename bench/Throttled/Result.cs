namespace Stopinator.Bench;

/// <summary>The result of one of the compared programs.</summary>
internal sealed record Result(string Name, TimeSpan Time, int Calls, int Throttles, int NotDone);
