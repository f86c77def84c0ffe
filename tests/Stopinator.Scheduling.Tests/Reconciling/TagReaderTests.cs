using System.Globalization;
using Stopinator.Scheduling.Reconciling;

namespace Stopinator.Scheduling.Tests.Reconciling;

/// <summary>The values of tags that are remembered, and the limit of their number.</summary>
public sealed class TagReaderTests
{
    private const int Most = 10_000;

    private readonly TagReader _reader = new();
    private readonly ScheduleTag _tag = ScheduleTag.Own();

    [Fact]
    public void Read_AValueAgain_IsReadOnceUntilTenThousandAreKnown()
    {
        var first = _reader.Read(_tag, "off");
        for (var i = 1; i < Most; i++)
        {
            _reader.Read(_tag, Value(i));
        }

        Assert.Same(first, _reader.Read(_tag, "off"));

        _reader.Read(_tag, Value(Most));

        Assert.NotSame(first, _reader.Read(_tag, "off"));
    }

    private static string Value(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number / 1000:00}:{number / 20 % 50:00}-23:{number % 20:00} UTC");
}
