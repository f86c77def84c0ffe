using Stopinator.Scheduling.Sources.Tests.Support;

namespace Stopinator.Scheduling.Sources.Tests.Reading;

/// <summary>A source is read at most every so often, and its last good catalog stays in force.</summary>
public sealed class CatalogSourceTests : IDisposable
{
    private const string Parameter = "/stopinator/schedules";
    private const string Location = $"ssm:{Parameter}";

    private readonly SourceWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task GetAsync_WithinReadEvery_ReadsOnce()
    {
        _world.Texts[Parameter] = SourceWorld.Office;
        using var sources = _world.Sources(new() { ReadEvery = TimeSpan.FromMinutes(5) });
        var source = sources.Catalog(Location);

        var first = await source.GetAsync(Cancellation);
        _world.Texts[Parameter] = SourceWorld.Late;
        _world.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));

        Assert.Same(first, await source.GetAsync(Cancellation));
        Assert.Same(source, sources.Catalog($" {Location} "));
        Assert.Equal(1, _world.Reads);

        _world.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await source.GetAsync(Cancellation);

        Assert.Equal(2, _world.Reads);
        Assert.Equal("mon-fri 10:00-20:00 Europe/Paris", second.Catalog.Resolve("office").ToString());
        Assert.Equal(_world.Time.GetUtcNow(), second.ReadAt);
    }

    [Fact]
    public async Task GetAsync_UnchangedText_ReturnsTheSameCatalog()
    {
        _world.Texts[Parameter] = SourceWorld.Office;
        using var sources = _world.Sources(new() { ReadEvery = TimeSpan.Zero });
        var source = sources.Catalog(Location);

        var first = await source.GetAsync(Cancellation);
        _world.Time.Advance(TimeSpan.FromHours(1));
        var second = await source.GetAsync(Cancellation);

        Assert.Same(first.Catalog, second.Catalog);
        Assert.Equal(first.ReadAt + TimeSpan.FromHours(1), second.ReadAt);
        Assert.Equal([$"Information 101: Read 1 schedules from {Location}."], _world.Logged);
    }

    [Fact]
    public async Task GetAsync_AClockThatGoesBack_ReadsAgain()
    {
        _world.Texts[Parameter] = SourceWorld.Office;
        var now = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        var time = Substitute.For<TimeProvider>();
        time.GetUtcNow().Returns(_ => now);
        using var sources = new ScheduleSources(ssm: _world.Ssm, s3: _world.S3, timeProvider: time);
        await sources.Catalog(Location).GetAsync(Cancellation);

        now -= TimeSpan.FromHours(1);
        await sources.Catalog(Location).GetAsync(Cancellation);

        Assert.Equal(2, _world.Reads);
    }

    [Theory]
    [InlineData("{", "cannot be used: The schedules are not valid JSON at position 1")]
    [InlineData("""{ "schedules": { "office": "mon-fri 08:00-25:00 UTC" } }""", "cannot be used: $.schedules.office: ")]
    [InlineData(null, "cannot be read: ParameterNotFound")]
    public async Task GetAsync_ABadReading_KeepsTheLastGoodCatalogAndSaysSo(string? bad, string problem)
    {
        _world.Texts[Parameter] = SourceWorld.Office;
        using var sources = _world.Sources();
        var source = sources.Catalog(Location);
        var good = await source.GetAsync(Cancellation);

        Set(bad);
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        var kept = await source.GetAsync(Cancellation);

        Assert.Same(good.Catalog, kept.Catalog);
        Assert.Equal(good.ReadAt, kept.ReadAt);
        Assert.StartsWith($"{Location} {problem}", kept.Problem, StringComparison.Ordinal);
        Assert.EndsWith(" The schedules of 2026-11-20T09:00Z stay in force.", kept.Problem, StringComparison.Ordinal);
        Assert.Equal($"Warning 102: {kept.Problem}", _world.Logged[^1]);

        // A failed reading counts, and a good one ends the problem.
        var reads = _world.Reads;
        Assert.Same(kept, await source.GetAsync(Cancellation));
        Assert.Equal(reads, _world.Reads);
        Set(SourceWorld.Late);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await source.GetAsync(Cancellation)).Problem);
    }

    [Theory]
    [InlineData("{", typeof(ScheduleFormatException))]
    [InlineData(null, typeof(Amazon.SimpleSystemsManagement.Model.ParameterNotFoundException))]
    public async Task GetAsync_ABadFirstReading_ThrowsAndIsTriedAgain(string? bad, Type cause)
    {
        Set(bad);
        using var sources = _world.Sources();

        var exception = await Assert.ThrowsAsync<ScheduleSourceException>(
            async () => await sources.Catalog(Location).GetAsync(Cancellation));

        Assert.IsType(cause, exception.InnerException);
        Assert.Equal(Location, exception.Location);
        Assert.EndsWith("There is no earlier reading to go on with.", exception.Message, StringComparison.Ordinal);
        Set(SourceWorld.Office);
        Assert.NotNull((await sources.Catalog(Location).GetAsync(Cancellation)).Catalog);
    }

    [Fact]
    public async Task GetAsync_AServiceThatDoesNotAnswer_IsGivenUpAndTheLastCatalogKept()
    {
        _world.Texts[Parameter] = SourceWorld.Office;
        using var sources = _world.Sources(new() { ReadEvery = TimeSpan.Zero, Timeout = TimeSpan.FromSeconds(7) });
        var source = sources.Catalog(Location);
        await source.GetAsync(Cancellation);

        _world.Hangs = true;
        var reading = source.GetAsync(Cancellation).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(7));

        Assert.Contains("more than the 00:00:07 of Timeout", (await reading).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_Cancelled_ThrowsThatAndHoldsNobodyUp()
    {
        _world.Texts[Parameter] = SourceWorld.Office;
        _world.Hangs = true;
        using var sources = _world.Sources();
        using var cancelled = new CancellationTokenSource();
        var reading = sources.Catalog(Location).GetAsync(cancelled.Token).AsTask();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        _world.Hangs = false;
        Assert.Null((await sources.Catalog(Location).GetAsync(Cancellation)).Problem);
    }

    [Fact]
    public async Task GetAsync_ManyAtOnce_ReadsOnce()
    {
        _world.Texts[Parameter] = SourceWorld.Office;
        using var sources = _world.Sources();
        var source = sources.Catalog(Location);

        var readings = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await source.GetAsync(Cancellation), Cancellation)));

        Assert.Equal(1, _world.Reads);
        Assert.Single(readings.Distinct());
    }

    private void Set(string? text)
    {
        _world.Texts.Clear();
        if (text is not null)
        {
            _world.Texts[Parameter] = text;
        }
    }
}
