namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>The tests on the projects generated from every choice of every option, which are generated once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class PairsOfChoices : ICollectionFixture<GeneratedProjects>
{
    public const string Name = "pairs of choices";
}
