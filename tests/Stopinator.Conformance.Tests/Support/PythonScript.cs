using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stopinator.Conformance.Tests.Support;

/// <summary>
/// A script of the folder <c>Python</c>: a question goes in as a line of JSON, the answer comes out as one. It starts with the first
/// question, and ends when its input does, whatever becomes of this process.
/// </summary>
internal sealed class PythonScript(string name) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly StringBuilder _errors = new();
    private Process? _process;

    public async Task<JsonNode> AskAsync<TQuestion>(TQuestion question)
    {
        await _turn.WaitAsync();
        try
        {
            _process ??= Start();
            using var patience = new CancellationTokenSource(Patience);
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question).AsMemory(), patience.Token);
            await _process.StandardInput.FlushAsync(patience.Token);
            if (await _process.StandardOutput.ReadLineAsync(patience.Token) is not { } answer)
            {
                await _process.WaitForExitAsync(patience.Token);
                throw new InvalidOperationException($"{name} ended without an answer: {_errors}");
            }

            return JsonNode.Parse(answer)!;
        }
        catch
        {
            End();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        End();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private Process Start()
    {
        _errors.Clear();
        var path = Path.Combine(AppContext.BaseDirectory, "Python", name);
        var process = ChildProcess.Start("python3", [path]) ?? throw new InvalidOperationException("There is no python3.");
        process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        return process;
    }

    private void End()
    {
        if (_process is { } process)
        {
            ChildProcess.Kill(process);
            process.Dispose();
            _process = null;
        }
    }
}
