using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Stopinator.Tests.Support;

namespace Stopinator.Tests.Execution;

/// <summary>Once a call was sent, whatever watches a run or serves it may fail: the report comes, and nothing but cancellation throws.</summary>
public sealed class ReportIsNeverLostTests
{
    private static readonly PowerRequest Stop = PowerRequest.Stop(InstanceSelector.All);

    [Fact]
    [Trait("Finding", "5")]
    public async Task Run_ListenerThrowsTheCancellationOfTheRun_CarriesTheReport()
    {
        await using var lab = Lab();
        using var cancellation = new CancellationTokenSource();
        lab.Ec2.Faults.On("StopInstances").Nth(2).Do(cancellation.Cancel);

        var exception = await Assert.ThrowsAsync<PowerCanceledException>(
            () => lab.RunAsync(Stop, new Listener(cancellation.Token.ThrowIfCancellationRequested), cancellation.Token));

        Assert.Equal(6, exception.Report.Instances.Length);
        Assert.True(exception.Report.Count(Outcome.Accepted) >= 2);
    }

    [Fact]
    [Trait("Finding", "5")]
    public async Task Run_ListenerThrowsACancellationOfItsOwn_GoesOnWithoutIt()
    {
        await using var lab = Lab();
        var told = 0;

        var report = await lab.RunAsync(Stop, new Listener(() => throw new TaskCanceledException($"hub is gone {++told}")));

        ReportAssert.All(report, 6, Outcome.Accepted, ReasonCode.RequestAccepted);
        Assert.Equal(1, told);
    }

    [Fact]
    [Trait("Finding", "19")]
    public async Task Run_LoggerThrowsFromTheThirdMessageOn_ReportsAll()
    {
        await using var lab = Lab();
        using var handler = lab.Ec2.CreateHandler();
        using var loggers = new ThrowingLoggers();
        using var power = new InstancePowerService(lab.Options, lab.Clock, loggers, OwnClient.Over(handler, lab.Options));

        ReportAssert.All(await lab.Clock.RunAsync(() => power.RunAsync(Stop)), 6, Outcome.Accepted, ReasonCode.RequestAccepted);

        Assert.True(loggers.Messages > 3);
    }

    [Fact]
    [Trait("Finding", "19")]
    public async Task Run_MeterListenerThrows_ReportsAll()
    {
        await using var lab = Lab();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == StopinatorDiagnostics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => ThrowHere());
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => ThrowHere());
        listener.Start();
        Here.Value = true;

        ReportAssert.All(await lab.RunAsync(Stop), 6, Outcome.Accepted, ReasonCode.RequestAccepted);
    }

    [Theory]
    [Trait("Finding", "19")]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1.0)]
    [InlineData(2.0)]
    [InlineData(null)]
    public async Task Run_RandomSourceThrowsOrGivesNonsense_ReportsAll(double? chance)
    {
        await using var lab = Lab(options => options.Randomizer = () => chance ?? throw new InvalidOperationException("no chance"));
        lab.Ec2.Faults.On("StopInstances").Nth(2).Throttle();

        ReportAssert.All(await lab.RunAsync(Stop), 6, Outcome.Accepted, ReasonCode.RequestAccepted);
    }

    [Theory]
    [Trait("Finding", "2")]
    [InlineData(PowerAction.Stop)]
    [InlineData(PowerAction.Reboot)]
    public async Task Run_ServiceDisposedMeanwhile_ReportsWhatWasDoneAndWhatWasNot(PowerAction action)
    {
        await using var lab = Lab();
        lab.Ec2.Faults.On($"{action}Instances").Nth(1).Do(lab.Service.Dispose);

        var report = await lab.RunAsync(Some.Request(action) with { Selector = InstanceSelector.All });

        // The client is gone before the second call, which was not sent.
        Assert.Equal(("ClientDisposed", 4), (report.EarlyEnd?.Code, report.Count(Outcome.NotAttempted)));
        Assert.Single(lab.Calls($"{action}Instances"));
    }

    private static readonly AsyncLocal<bool> Here = new();

    private static void ThrowHere()
    {
        if (Here.Value)
        {
            throw new IOException("The exporter is gone.");
        }
    }

    private static Ec2Lab Lab(Action<StopinatorOptions>? configure = null) => Ec2Lab.Create(
        fleet => fleet.Add(6, i => i.Running()),
        options =>
        {
            options.Execution.MaxBatchSize = 2;
            configure?.Invoke(options);
        });

    private sealed class Listener(Action told) : IProgress<PowerProgress>
    {
        public void Report(PowerProgress value) => told();
    }

    private sealed class ThrowingLoggers : ILoggerFactory, ILogger
    {
        public int Messages { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (++Messages > 2)
            {
                throw new IOException("The disk is full.");
            }
        }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
