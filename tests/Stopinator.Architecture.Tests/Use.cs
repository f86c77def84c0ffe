namespace Stopinator.Architecture.Tests;

/// <summary>A use of a type in a file.</summary>
/// <param name="File">The file, from the project's folder.</param>
/// <param name="Type">The full name of the type.</param>
/// <param name="Assembly">The assembly of the type.</param>
/// <param name="DeclaredIn">The file that declares the type; null when another assembly does.</param>
internal sealed record Use(string File, string Type, string Assembly, string? DeclaredIn)
{
    /// <summary>The room of a file: its first folder; empty for the root.</summary>
    public static string RoomOf(string file) =>
        file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : "";

    public override string ToString() => $"{File} uses {Type}{(DeclaredIn is null ? "" : $" of {DeclaredIn}")}";
}
