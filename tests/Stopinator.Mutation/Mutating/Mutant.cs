namespace Stopinator.Mutation.Mutating;

/// <summary>One changed place. The changed code runs when the environment variable names the number.</summary>
/// <param name="Number">Its number, from 1, in the order of the source.</param>
/// <param name="File">The file, below the folder of the project.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Member">The member that the place belongs to.</param>
/// <param name="Original">The code as it is, on one line.</param>
/// <param name="Changed">The code as it becomes.</param>
/// <param name="IsOfFlow">True if the change moves what the compiler knows of the flow, so that code elsewhere may not compile.</param>
internal sealed record Mutant(int Number, string File, int Line, string Member, string Original, string Changed, bool IsOfFlow)
{
    /// <summary>The words by which a reviewed list names the mutant, so that lines may move.</summary>
    public string Key => $"{File} | {Member} | {Original} | {Changed}";

    public override string ToString() => $"{File}:{Line} | {Member} | {Original} | {Changed}";
}
