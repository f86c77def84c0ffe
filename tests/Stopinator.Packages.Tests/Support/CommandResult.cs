namespace Stopinator.Packages.Tests.Support;

/// <summary>The result of a program.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, errors last.</param>
internal sealed record CommandResult(int ExitCode, string Output)
{
    /// <summary>The lines it wrote.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
