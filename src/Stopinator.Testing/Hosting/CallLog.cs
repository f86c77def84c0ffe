namespace Stopinator.Testing.Hosting;

/// <summary>The calls received, in order of arrival.</summary>
internal sealed class CallLog(int most)
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedCall> _calls = [];
    private int _received;

    /// <summary>The number of calls received so far, cleared ones included.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _received;
            }
        }
    }

    public IReadOnlyList<ReceivedCall> Snapshot()
    {
        lock (_gate)
        {
            return [.. _calls.Skip(_calls.Count - most)];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _calls.Clear();
        }
    }

    /// <summary>
    /// Records a call that has arrived. The position of the call stays unique even when the list is cleared in the meantime.
    /// </summary>
    public ReceivedCall Add(ReceivedCall call)
    {
        lock (_gate)
        {
            // The oldest calls go in one piece, so that a call costs the same however many there are.
            if (_calls.Count >= 2L * most)
            {
                _calls.RemoveRange(0, _calls.Count - most);
            }

            var numbered = call with { Number = ++_received };
            _calls.Add(numbered);
            return numbered;
        }
    }

    public void Complete(ReceivedCall call)
    {
        lock (_gate)
        {
            var index = _calls.FindLastIndex(other => other.Number == call.Number);
            if (index >= 0)
            {
                _calls[index] = call;
            }
        }
    }
}
