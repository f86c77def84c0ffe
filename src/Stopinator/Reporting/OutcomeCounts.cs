using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Stopinator.Reporting;

/// <summary>The number of instances with each outcome, in the order of the outcomes. An outcome without instances is left out.</summary>
internal sealed class OutcomeCounts : IReadOnlyDictionary<Outcome, int>
{
    private readonly int[] _counts = new int[(int)Outcome.NotAttempted + 1];

    public OutcomeCounts(IEnumerable<InstanceOutcome> instances, int alreadyThere)
    {
        _counts[(int)Outcome.AlreadyThere] = alreadyThere;
        foreach (var instance in instances)
        {
            _counts[(int)instance.Outcome]++;
        }
    }

    public int Count => _counts.Count(count => count > 0);

    public IEnumerable<Outcome> Keys
    {
        get
        {
            for (var outcome = Outcome.Reached; outcome <= Outcome.NotAttempted; outcome++)
            {
                if (_counts[(int)outcome] > 0)
                {
                    yield return outcome;
                }
            }
        }
    }

    public IEnumerable<int> Values => _counts.Where(count => count > 0);

    public int this[Outcome key] =>
        TryGetValue(key, out var count) ? count : throw new KeyNotFoundException($"No instance came to the outcome {key}.");

    public bool ContainsKey(Outcome key) => TryGetValue(key, out _);

    public bool TryGetValue(Outcome key, [MaybeNullWhen(false)] out int value)
    {
        value = (int)key >= 0 && (int)key < _counts.Length ? _counts[(int)key] : 0;
        return value > 0;
    }

    public IEnumerator<KeyValuePair<Outcome, int>> GetEnumerator()
    {
        foreach (var outcome in Keys)
        {
            yield return new(outcome, _counts[(int)outcome]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the counts in words, e.g. <c>5 reached, 1 failed</c>.</summary>
    public override string ToString()
    {
        var words = new List<string>();
        foreach (var outcome in Keys)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{_counts[(int)outcome]} {OutcomeNames.Words(outcome)}"));
        }

        return words.Count == 0 ? "nothing selected" : string.Join(", ", words);
    }
}
