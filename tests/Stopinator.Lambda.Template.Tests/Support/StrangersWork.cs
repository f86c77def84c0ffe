namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>The tests that take the packages, which are packed, generated from and built once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class StrangersWork : ICollectionFixture<Stranger>
{
    public const string Name = "stranger";
}
