namespace Stopinator.Packages.Tests.Programs;

/// <summary>The forms in which the program is made.</summary>
internal static class ProgramForms
{
    /// <summary>Built, and run by <c>dotnet</c>.</summary>
    public const string Ordinary = "ordinary";

    /// <summary>Published as one file that holds what the trimmer left.</summary>
    public const string Trimmed = "trimmed";

    /// <summary>Published as a native executable.</summary>
    public const string Native = "native";

    public static readonly string[] All = [Ordinary, Trimmed, Native];
}
