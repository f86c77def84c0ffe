using System.Collections.ObjectModel;
using System.ComponentModel;
using Stopinator.Testing;

namespace Stopinator.Packages.Tests.Api;

/// <summary>What the text of an API shows, on types that everybody knows.</summary>
public sealed class ApiTextTests
{
    [Theory]
    [InlineData(typeof(Math), "public static class Math")]
    [InlineData(typeof(Math), "    public const double PI = 3.141592653589793;")]
    [InlineData(typeof(Math), "    public static int DivRem(int a, int b, out int result);")]
    [InlineData(typeof(Interlocked), "    public static int Exchange(ref int location1, int value);")]
    [InlineData(typeof(KeyedCollection<,>), "public abstract class KeyedCollection<TKey, TItem> : Collection<TItem> where TKey : notnull")]
    [InlineData(typeof(KeyedCollection<,>), "    protected KeyedCollection(IEqualityComparer<TKey>? comparer);")]
    [InlineData(typeof(KeyedCollection<,>), "    protected abstract TKey GetKeyForItem(TItem item);")]
    [InlineData(typeof(KeyedCollection<,>), "    protected override void ClearItems();")]
    [InlineData(typeof(KeyedCollection<,>), "    public TItem this[TKey key] { get; }")]
    [InlineData(typeof(KeyedCollection<,>), "    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TItem item);")]
    [InlineData(typeof(Collection<>), "    protected virtual void SetItem(int index, T item);")]
    [InlineData(typeof(CancellationToken), "public readonly struct CancellationToken : IEquatable<CancellationToken>")]
    [InlineData(typeof(CancellationToken), "    public static bool operator ==(CancellationToken left, CancellationToken right);")]
    [InlineData(typeof(Span<>), "public readonly ref struct Span<T>")]
    [InlineData(typeof(INotifyPropertyChanged), "    event PropertyChangedEventHandler? PropertyChanged;")]
    [InlineData(typeof(EventHandler), "public delegate void EventHandler(object? sender, EventArgs e);")]
    [InlineData(typeof(AttributeTargets), "[Flags]")]
    [InlineData(typeof(AttributeTargets), "    Class = 4,")]
    [InlineData(typeof(DateTimeKind), "public enum DateTimeKind")]
    [InlineData(typeof(Progress<>), "    public event EventHandler<T>? ProgressChanged;")]
    [InlineData(typeof(string), "    public static string Join(string? separator, params string?[] value);")]
    [InlineData(typeof(Path), "    public static string? GetDirectoryName(string? path);")]
    [InlineData(typeof(IamRule), "public sealed record IamRule")]
    [InlineData(typeof(ReceivedCall), "    public required string? UserAgent { get; init; }")]
    [InlineData(typeof(PowerRequest), "    public TimeSpan? OnlyStoppedWithin { get; init; }")]
    public void Of_Type_HasTheLine(Type type, string line) => Assert.Contains(line, ApiText.Of(type).Split('\n'));

    [Theory]
    [InlineData("PrintMembers")]
    [InlineData("EqualityContract")]
    [InlineData("Clone")]
    [InlineData("GetHashCode")]
    [InlineData("operator")]
    [InlineData("_")]
    public void Of_Record_LeavesOutWhatTheCompilerAddsAndWhatIsNotPublic(string noise) =>
        Assert.DoesNotContain(noise, ApiText.Of(typeof(PowerRequest)), StringComparison.Ordinal);

    [Fact]
    public void Of_Assembly_ShowsPublicTypesOnlyAndTheSameEveryTime()
    {
        var text = ApiText.Of(typeof(PowerRequest).Assembly);

        Assert.Contains("public sealed record PowerRequest\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ec2Client", text, StringComparison.Ordinal);
        Assert.Equal(text, ApiText.Of(typeof(PowerRequest).Assembly));
    }
}
