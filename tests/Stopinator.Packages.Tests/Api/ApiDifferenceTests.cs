namespace Stopinator.Packages.Tests.Api;

public sealed class ApiDifferenceTests
{
    private const string Accepted = """
        public interface IFirst
        {
            void Go(int count);
            void Stay();
        }

        public enum Second
        {
            One = 1,
        }
        """;

    [Fact]
    public void Between_TheSame_IsNothing() => Assert.Empty(ApiDifference.Between(Accepted, Accepted));

    [Fact]
    public void Between_LinesChanged_ShowsThemUnderTheirType()
    {
        var actual = Accepted.Replace("int count", "int number", StringComparison.Ordinal).Replace("One = 1,", "One = 1,\n    Two = 2,", StringComparison.Ordinal);

        Assert.Equal("""
            public enum Second
              + Two = 2,
            public interface IFirst
              - void Go(int count);
              + void Go(int number);

            """, ApiDifference.Between(Accepted, actual), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Between_MuchChanged_ShowsABeginningAndHowMuchMore()
    {
        var difference = ApiDifference.Between(Accepted, $"{Accepted}\npublic class Large\n{{\n{string.Join('\n', Enumerable.Range(0, 99).Select(i => $"    void M{i}();"))}\n}}");

        Assert.EndsWith("... and 60 more", difference, StringComparison.Ordinal);
        Assert.Equal(42, difference.Split('\n').Length);
    }
}
