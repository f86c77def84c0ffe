namespace Stopinator.Packages.Tests.Programs.Function;

/// <summary>The tests that run the function, which is published once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class SharedFunctions : ICollectionFixture<FunctionPrograms>
{
    public const string Name = "functions";
}
