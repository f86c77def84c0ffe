using System.Globalization;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;

namespace Stopinator.Lambda.Running;

/// <summary>Rejects events that come too late, and events whose time cannot be true.</summary>
internal static class EventAge
{
    /// <summary>The greatest difference between two clocks that is accepted.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public static void Check(FunctionCommand command, FunctionSettings settings, DateTimeOffset now)
    {
        if (command.ScheduledTime is not { } scheduled)
        {
            return;
        }

        if (now - scheduled > settings.MaxEventAge)
        {
            throw new StaleEventException(string.Create(
                CultureInfo.InvariantCulture,
                $"The event was scheduled for {scheduled:yyyy-MM-dd'T'HH:mm:ss'Z'}, {Age(now - scheduled)} ago, and " +
                $"is accepted up to {Age(settings.MaxEventAge)} ({Setting.MaxEventAge}); nothing was done."));
        }

        if (scheduled - now > ClockSkew)
        {
            throw new MalformedEventException(string.Create(
                CultureInfo.InvariantCulture,
                $"The event says it was scheduled for {scheduled:yyyy-MM-dd'T'HH:mm:ss'Z'}, which is in the future; " +
                $"the time now is {now:yyyy-MM-dd'T'HH:mm:ss'Z'}."));
        }
    }

    private static string Age(TimeSpan age) =>
        age.TotalDays < 2
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours}:{age:mm\\:ss} h")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} days");
}
