namespace Stopinator.Bench;

/// <summary>A program that answers an invocation.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Command">What starts it.</param>
/// <param name="Stops">Whether it stops instances.</param>
internal sealed record Peer(string Name, string[] Command, bool Stops = true);
