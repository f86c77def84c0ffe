using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using Stopinator.Conformance.Tests.Endpoints;
using Stopinator.Scheduling;
using Stopinator.Scheduling.Sources;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Conformance.Tests.Sources;

/// <summary>Schedules are read from the Parameter Store and the S3 of moto, by the clients of the AWS SDK.</summary>
public sealed class MotoSourceTests(MotoServer moto) : IClassFixture<MotoServer>, IAsyncLifetime
{
    private const string Office = """{ "timeZone": "Europe/Paris", "schedules": { "office": "mon-fri 08:00-18:00" } }""";

    private readonly SimulatedClock _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private AmazonSimpleSystemsManagementClient? _ssm;
    private AmazonS3Client? _s3;
    private ScheduleSources? _sources;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await moto.ResetAsync();
        var credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");
        var endpoint = moto.Endpoint!.ToString();
        _ssm = new(credentials, new AmazonSimpleSystemsManagementConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
        _s3 = new(credentials, new AmazonS3Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        _sources = new ScheduleSources(new() { ReadEvery = TimeSpan.Zero }, _ssm, _s3, _clock);
    }

    public ValueTask DisposeAsync()
    {
        _sources?.Dispose();
        _ssm?.Dispose();
        _s3?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Catalog_OfAParameter_FollowsItsChangesAndOutlivesIt()
    {
        await PutAsync("/power/schedules", Office, ParameterType.SecureString);
        var source = _sources!.Catalog("ssm:/power/schedules");

        Assert.Equal("mon-fri 08:00-18:00 Europe/Paris", await ReadAsync(source, "office"));
        await PutAsync("/power/schedules", Office.Replace("08:00", "10:00", StringComparison.Ordinal), ParameterType.SecureString);
        Assert.Equal("mon-fri 10:00-18:00 Europe/Paris", await ReadAsync(source, "office"));
        await _ssm!.DeleteParameterAsync(new() { Name = "/power/schedules" }, Cancellation);
        var kept = await source.GetAsync(Cancellation);

        Assert.Equal("mon-fri 10:00-18:00 Europe/Paris", kept.Catalog.Resolve("office").ToString());
        Assert.StartsWith("ssm:/power/schedules cannot be read: ParameterNotFound", kept.Problem, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task Catalog_OfTwentyFourParametersUnderAPath_IsReadPageByPage()
    {
        for (var i = 0; i < 24; i++)
        {
            await PutAsync($"/power/teams/{i}", $$"""{ "schedules": { "team-{{i}}": "mon-fri 08:00-18:00" } }""");
        }

        await PutAsync("/power/zone", """{ "timeZone": "Asia/Tokyo" }""");
        await PutAsync("/powerless", """{ "schedules": { "other": "off" } }""");

        var reading = await _sources!.Catalog("ssm:/power/").GetAsync(Cancellation);

        Assert.Equal(24, reading.Catalog.Schedules.Count);
        Assert.Equal("mon-fri 08:00-18:00 Asia/Tokyo", reading.Catalog.Resolve("team-23").ToString());
    }

    [Fact]
    public async Task Catalog_OfAnObject_IsReadWithTheCalendarBesideIt()
    {
        await _s3!.PutBucketAsync("power-schedules", Cancellation);
        await PutObjectAsync(
            "a/schedules.json",
            """{ "calendars": { "f": "f.ics" }, "schedules": { "a": { "timeZone": "UTC", "windows": [ "mon-fri" ], "calendars": [ "f" ] } } }""");
        await PutObjectAsync(
            "a/f.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261225\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        var source = _sources!.Catalog("s3://power-schedules/a/schedules.json");

        Assert.Equal("mon-fri; 2026-12-25 off UTC", await ReadAsync(source, "a"));
        await _s3.DeleteObjectAsync("power-schedules", "a/f.ics", Cancellation);
        Assert.Contains(
            "its calendar s3://power-schedules/a/f.ics: NoSuchKey",
            (await source.GetAsync(Cancellation)).Problem,
            StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<ScheduleSourceException>(
            async () => await _sources.Catalog("s3://no-such-bucket/a").GetAsync(Cancellation));
        Assert.Contains("NoSuchBucket", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstanceScheduler_OfATemplateInYaml_IsRead()
    {
        await PutAsync("/scheduler", """
            Resources:
              Office:
                Type: Custom::ServiceInstanceSchedule
                Properties: { Name: office, NoStackPrefix: "True", Periods: [ { BeginTime: 09:00, EndTime: 17:00 } ] }
            """);

        Assert.StartsWith(
            "Instance Scheduler office",
            await ReadAsync(_sources!.InstanceScheduler("ssm:/scheduler"), "office"),
            StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(IScheduleCatalogSource source, string name)
    {
        var reading = await source.GetAsync(Cancellation);
        Assert.Null(reading.Problem);
        return reading.Catalog.Resolve(name).ToString();
    }

    private async Task PutAsync(string name, string value, ParameterType? type = null) =>
        await _ssm!.PutParameterAsync(
            new() { Name = name, Value = value, Type = type ?? ParameterType.String, Overwrite = true }, Cancellation);

    private async Task PutObjectAsync(string key, string text) =>
        await _s3!.PutObjectAsync(new() { BucketName = "power-schedules", Key = key, ContentBody = text }, Cancellation);
}
