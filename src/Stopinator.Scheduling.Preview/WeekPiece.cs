namespace Stopinator.Scheduling.Preview;

/// <summary>A part of a day in which the state asked for is the same and clocks do not change.</summary>
/// <param name="From">Its begin on the clock, in minutes after midnight.</param>
/// <param name="To">Its end on the clock.</param>
/// <param name="State">The state that is asked for.</param>
/// <param name="IsSecondPass">True when the minutes occur for the second time on this day.</param>
internal readonly record struct WeekPiece(int From, int To, DesiredState State, bool IsSecondPass);
