namespace Stopinator.Packages.Tests.Programs;

/// <summary>The tests that run the program, which is built once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPrograms : ICollectionFixture<SmokePrograms>
{
    public const string Name = "programs";
}
