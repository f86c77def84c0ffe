using System.Runtime.InteropServices;

namespace Stopinator.Lambda.CommandLine;

/// <summary>Turns the first SIGINT or SIGTERM into a cancellation. The second one ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private const string ShowCursor = "\e[?25h";

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() =>
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt),
        ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        if (!context.Cancel && !Console.IsErrorRedirected)
        {
            // The picture of a run hides the cursor, and does not get to show it again.
            Console.Error.Write(ShowCursor);
        }

        _source.Cancel();
    }
}
