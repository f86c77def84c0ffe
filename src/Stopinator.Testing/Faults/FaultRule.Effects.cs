using System.Text;
using Stopinator.Testing.Faults;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing;

/// <content>The effects of a rule on a call.</content>
public sealed partial class FaultRule
{
    private readonly List<Action<FaultPlan>> _effects = [];

    /// <summary>Returns an error instead of carrying out the call.</summary>
    /// <param name="code">EC2's error code.</param>
    /// <param name="message">The message; by default one that repeats the code.</param>
    /// <param name="status">The HTTP status; by default 400.</param>
    /// <returns>This rule.</returns>
    public FaultRule Fail(string code, string? message = null, int status = 400)
    {
        var error = Error(code, message, status);
        return Add(plan => plan.Before ??= error);
    }

    /// <summary>Carries out the call and returns an error anyway, so that the client cannot know the outcome.</summary>
    /// <param name="code">EC2's error code.</param>
    /// <param name="message">The message; by default one that repeats the code.</param>
    /// <param name="status">The HTTP status; by default 500.</param>
    /// <returns>This rule.</returns>
    public FaultRule FailAfterActing(string code, string? message = null, int status = 500)
    {
        var error = Error(code, message, status);
        return Add(plan => plan.After ??= error);
    }

    /// <summary>Returns <c>RequestLimitExceeded</c> with HTTP status 503. The call is not carried out.</summary>
    /// <returns>This rule.</returns>
    public FaultRule Throttle() => Fail(Ec2Errors.RequestLimitCode, Ec2Errors.RequestLimitMessage, 503);

    /// <summary>Closes the connection without an answer.</summary>
    /// <param name="beforeActing">
    /// True to drop the connection before the call is carried out; false to drop it afterwards. The client sees the same.
    /// </param>
    /// <returns>This rule.</returns>
    public FaultRule DropConnection(bool beforeActing) => Add(plan =>
    {
        if (beforeActing)
        {
            plan.Before ??= static _ => Response.Dropped;
        }
        else
        {
            plan.After ??= static _ => Response.Dropped;
        }
    });

    /// <summary>
    /// Makes the connection fail before it is established, so that the client knows that nothing has happened. Over loopback the connection
    /// already exists, and is closed instead.
    /// </summary>
    /// <returns>This rule.</returns>
    public FaultRule RefuseConnection() => Add(plan => plan.Before ??= static _ => Response.Refused);

    /// <summary>Carries out the call, and closes the connection in the middle of the answer.</summary>
    /// <param name="afterBytes">The number of bytes of the answer's body that arrive.</param>
    /// <returns>This rule.</returns>
    public FaultRule CutAnswer(int afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return Add(plan => plan.CutAfter ??= afterBytes);
    }

    /// <summary>Delays the answer, by the clock of the options. The call is carried out on arrival.</summary>
    /// <param name="by">The delay, in addition to the latency of the options.</param>
    /// <returns>This rule.</returns>
    public FaultRule Delay(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        return Add(plan => plan.Delay += by);
    }

    /// <summary>Returns a body of your choice instead of carrying out the call, e.g. a proxy's error page or broken XML.</summary>
    /// <param name="body">The body.</param>
    /// <param name="status">The HTTP status; by default 200.</param>
    /// <param name="contentType">The content type; by default EC2's.</param>
    /// <returns>This rule.</returns>
    public FaultRule Answer(string body, int status = 200, string contentType = Ec2Xml.ContentType) =>
        Answer(Encoding.UTF8.GetBytes(body), status, contentType);

    /// <inheritdoc cref="Answer(string, int, string)"/>
    public FaultRule Answer(ReadOnlyMemory<byte> body, int status = 200, string contentType = Ec2Xml.ContentType) =>
        Add(plan => plan.Before ??= requestId => new Response
        {
            Status = status,
            ContentType = contentType,
            Body = body,
            RequestId = requestId,
        });

    /// <summary>Runs an action just before the call is carried out, e.g. to change the fleet.</summary>
    /// <param name="action">The action.</param>
    /// <returns>This rule.</returns>
    public FaultRule Do(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Add(plan => plan.HooksBefore.Add(action));
    }

    /// <summary>
    /// Runs an action after the call has been carried out or rejected, and before the answer is sent, e.g. to cancel a token.
    /// </summary>
    /// <param name="action">The action.</param>
    /// <returns>This rule.</returns>
    public FaultRule DoAfterActing(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Add(plan => plan.HooksAfter.Add(action));
    }

    private static Func<string, Response> Error(string code, string? message, int status)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        return requestId => Response.Error(code, message ?? $"Simulated {code}.", status, requestId);
    }

    private FaultRule Add(Action<FaultPlan> effect) => Set(() => _effects.Add(effect));
}
