using Stopinator.Scheduling.Sources.Tests.Support;

namespace Stopinator.Scheduling.Sources.Tests.Reading;

/// <summary>Targets are read as catalogs are: at most every so often, and the last good ones stay in force.</summary>
public sealed class TargetsSourceTests : IDisposable
{
    private const string One = """{ "roleName": "spoke", "accounts": ["111122223333"] }""";
    private const string Two = """{ "roleName": "spoke", "accounts": ["111122223333", "444455556666"], "exclude": ["*/us-east-1"] }""";

    private readonly SourceWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("ssm:/power/targets", "/power/targets")]
    [InlineData("s3://bucket/targets.json", "bucket/targets.json")]
    public async Task GetAsync_ALocation_ReadsTheDocument(string location, string name)
    {
        _world.Texts[name] = Two;
        using var sources = _world.Sources();
        var source = sources.Targets(location);

        var reading = await source.GetAsync(Cancellation);

        Assert.Equal(["111122223333", "444455556666"], reading.Targets.Accounts.Select(account => account.AccountId));
        Assert.Equal((_world.Time.GetUtcNow(), null), (reading.ReadAt, reading.Problem));
        Assert.Same(source, sources.Targets(location));
        Assert.Same(reading, await source.GetAsync(Cancellation));
        Assert.Equal(1, _world.Reads);
        Assert.Equal([$"Information 103: Read 2 accounts of targets from {location}."], _world.Logged);
    }

    [Fact]
    public async Task GetAsync_AFile_ReadsTheDocument()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, One, Cancellation);
        using var sources = _world.Sources();

        var reading = await sources.Targets(path).GetAsync(Cancellation);

        Assert.Equal("spoke", Assert.Single(reading.Targets.Accounts).RoleName);
        File.Delete(path);
    }

    [Fact]
    public async Task GetAsync_APath_JoinsTheDocumentsOfItsParameters()
    {
        _world.Texts["/power/targets/a"] = One;
        _world.Texts["/power/targets/b"] =
            """{ "roleName": "other", "accounts": [{ "account": "444455556666", "name": "payments" }], "exclude": ["*/us-east-1"] }""";
        using var sources = _world.Sources();

        var reading = await sources.Targets("ssm:/power/targets/").GetAsync(Cancellation);

        Assert.Equal(["spoke", "other"], reading.Targets.Accounts.Select(account => account.RoleName));
        Assert.Equal(["*/us-east-1"], reading.Targets.Exclude);
    }

    [Fact]
    public async Task GetAsync_AMistakeUnderAPath_NamesTheParameter()
    {
        _world.Texts["/power/targets/a"] = One;
        _world.Texts["/power/targets/b"] = """{ "accounts": ["12"] }""";
        using var sources = _world.Sources();

        var exception = await Assert.ThrowsAsync<ScheduleSourceException>(
            async () => await sources.Targets("ssm:/power/targets/").GetAsync(Cancellation));

        Assert.StartsWith(
            "ssm:/power/targets/ cannot be used: ssm:/power/targets/b: $.accounts[0]: '12' is no account",
            exception.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("There is no earlier reading to go on with.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_OneAccountUnderTwoParameters_SaysSo()
    {
        _world.Texts["/power/targets/a"] = One;
        _world.Texts["/power/targets/b"] = One;
        using var sources = _world.Sources();

        var exception = await Assert.ThrowsAsync<ScheduleSourceException>(
            async () => await sources.Targets("ssm:/power/targets/").GetAsync(Cancellation));

        Assert.Contains("enabled of 111122223333 is named by two entries", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "ssm:/power/targets cannot be used: The targets are not valid JSON")]
    [InlineData(null, "ssm:/power/targets cannot be read: ParameterNotFound")]
    public async Task GetAsync_ABadReading_KeepsTheLastGoodTargetsAndSaysSo(string? bad, string problem)
    {
        _world.Texts["/power/targets"] = One;
        using var sources = _world.Sources();
        var source = sources.Targets("ssm:/power/targets");
        await source.GetAsync(Cancellation);

        _world.Texts.Clear();
        if (bad is not null)
        {
            _world.Texts["/power/targets"] = bad;
        }

        _world.Time.Advance(TimeSpan.FromMinutes(1));
        var kept = await source.GetAsync(Cancellation);

        Assert.Equal("111122223333", Assert.Single(kept.Targets.Accounts).AccountId);
        Assert.StartsWith(problem, kept.Problem, StringComparison.Ordinal);
        Assert.EndsWith(" The targets of 2026-11-20T09:00Z stay in force.", kept.Problem, StringComparison.Ordinal);

        _world.Texts["/power/targets"] = Two;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await source.GetAsync(Cancellation)).Problem);
    }
}
