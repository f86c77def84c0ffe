namespace Stopinator.Conformance.Tests.Endpoints;

/// <summary>Instances to be launched together, which puts them into one reservation.</summary>
public sealed record Launch(params IEnumerable<(string Key, string Value)> Tags)
{
    public int Count { get; init; } = 1;

    public string InstanceType { get; init; } = "t3.micro";

    public bool StopProtected { get; init; }

    public bool Spot { get; init; }

    public bool Hibernatable { get; init; }
}
