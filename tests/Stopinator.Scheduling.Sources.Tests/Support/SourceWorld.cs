using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Stopinator.Testing;

namespace Stopinator.Scheduling.Sources.Tests.Support;

/// <summary>Parameters and objects that a test sets, behind the interfaces of the AWS SDK; a clock that the test moves; the log.</summary>
internal sealed class SourceWorld : IDisposable
{
    public const string Office = """{ "timeZone": "Europe/Paris", "schedules": { "office": "mon-fri 08:00-18:00" } }""";
    public const string Late = """{ "timeZone": "Europe/Paris", "schedules": { "office": "mon-fri 10:00-20:00" } }""";

    private readonly FakeLogCollector _log = new();
    private readonly ILoggerFactory _loggers;

    public SourceWorld()
    {
        _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(_log)));
        Ssm.GetParameterAsync(Arg.Any<GetParameterRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Answer(call.Arg<GetParameterRequest>().Name, call.Arg<CancellationToken>()));
        Ssm.GetParametersByPathAsync(Arg.Any<GetParametersByPathRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Task.FromResult(Page(call.Arg<GetParametersByPathRequest>())));
        S3.GetObjectAsync(Arg.Any<GetObjectRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Task.FromResult(Object(call.Arg<GetObjectRequest>())));
    }

    public SimulatedClock Time { get; } = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    public IAmazonSimpleSystemsManagement Ssm { get; } = Substitute.For<IAmazonSimpleSystemsManagement>();

    public IAmazonS3 S3 { get; } = Substitute.For<IAmazonS3>();

    /// <summary>The texts by the name of the parameter, or by bucket/key.</summary>
    public ConcurrentDictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>The exception that every reading throws; null for none.</summary>
    public Exception? Failure { get; set; }

    /// <summary>True when Parameter Store does not answer.</summary>
    public bool Hangs { get; set; }

    public int Reads { get; private set; }

    public IReadOnlyList<string> Logged => [.. _log.GetSnapshot().Select(entry => $"{entry.Level} {entry.Id.Id}: {entry.Message}")];

    public ScheduleSources Sources(ScheduleSourceOptions? options = null) => new(options, Ssm, S3, Time, _loggers);

    public void Dispose() => _loggers.Dispose();

    private async Task<GetParameterResponse> Answer(string name, CancellationToken cancellationToken)
    {
        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellationToken);
        }

        var text = Text(name, new ParameterNotFoundException("") { ErrorCode = "ParameterNotFound" });
        return new() { Parameter = new Parameter { Name = name, Value = text } };
    }

    // As the SDK does, a page without parameters has no list.
    private GetParametersByPathResponse Page(GetParametersByPathRequest request)
    {
        Reads++;
        var names = Texts.Keys.Where(name => name.StartsWith($"{request.Path}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        var start = int.Parse(request.NextToken ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var page = names.Skip(start).Take(request.MaxResults ?? 10).Select(name => new Parameter { Name = name, Value = Texts[name] }).ToList();
        var next = start + page.Count;
        return new()
        {
            Parameters = page.Count == 0 ? null : page,
            NextToken = next < names.Length ? next.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        };
    }

    private GetObjectResponse Object(GetObjectRequest request)
    {
        var text = Text(
            $"{request.BucketName}/{request.Key}",
            new AmazonS3Exception("Access Denied", Amazon.Runtime.ErrorType.Sender, "AccessDenied", "1", HttpStatusCode.Forbidden));
        var bytes = Encoding.Latin1.GetBytes(text);
        return new() { ResponseStream = new MemoryStream(bytes), ContentLength = bytes.Length };
    }

    private string Text(string name, Exception missing)
    {
        Reads++;
        return Failure is not null ? throw Failure : Texts.TryGetValue(name, out var text) ? text : throw missing;
    }
}
