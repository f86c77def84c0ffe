using System.Diagnostics.CodeAnalysis;
using System.Text;
using Stopinator.Lambda.Configuration;
using Stopinator.Lambda.Events;
using Stopinator.Lambda.Reporting;
using Stopinator.Lambda.Runs;

namespace Stopinator.Lambda.Running;

/// <summary>Runs the command of an HTTP request. Every error becomes a status code, because nobody invokes again.</summary>
internal sealed class HttpResponder(IRunner runner, int maxReportBytes, TimeProvider time)
{
    /// <summary>The time limit of a request. An HTTP API gives up after 30 seconds.</summary>
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(25);

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Every error becomes a response and is logged with the run.")]
    public async Task<byte[]?> RespondAsync(
        HttpRequestEvent request, RunRecord run, DateTimeOffset? hostDeadline, CancellationToken cancellationToken)
    {
        var deadline = run.StartedAt + RequestTime;
        deadline = hostDeadline < deadline ? hostDeadline.Value : deadline;
        using var end = new CancellationTokenSource(deadline - time.GetUtcNow(), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            if (request.Method != "POST")
            {
                run.Error = new MalformedEventException($"A command is sent by POST, not by {request.Method}.");
                return Response(405, Error(run.Error));
            }

            run.Command = CommandOf(request);
            run.Result = await runner.RunAsync(
                run.Command, deadline, callerGoesOn: true, RefuseOutsideScope, both.Token).ConfigureAwait(false);
            run.Error = run.Result.Failure;
            var answer = AnswerWriter.Write(run.Result, maxReportBytes) ?? throw run.Result.Incomplete();
            return Response(run.Error is null ? 200 : 502, answer);
        }
        catch (Exception exception)
        {
            run.Error = exception;
            return Response(StatusOf(exception), Error(exception));
        }
    }

    private static FunctionCommand CommandOf(HttpRequestEvent request)
    {
        if (request.Query.Length > 0)
        {
            throw new MalformedEventException("A query string is not accepted; send the command as JSON in the body.");
        }

        var command = EventReader.ReadCommand(
            request.Body ?? throw new MalformedEventException(
                "The body is marked as base64, but is not valid base64; send the command as JSON."),
            "The body of the request");
        return command.Verify == true || command.Await is AwaitedSign.State or AwaitedSign.StatusChecks || command.WaitForTransition == true
            ? throw new MalformedEventException(
                "A request has 25 seconds and does not wait for states; leave out 'verify', 'await' and 'waitForTransition'.")
            : command with { Verify = null, Await = AwaitedSign.Nothing, WaitForTransition = false };
    }

    private static void RefuseOutsideScope(PowerPlan plan)
    {
        var outside = plan.Decisions.Count(decision => decision.Reason == ReasonCode.OutsideScope);
        if (outside > 0)
        {
            throw new EventNotPermittedException(
                $"{outside} of the {plan.Decisions.Length} selected instances are outside the scope "
                + $"({Setting.Scope}); nothing was done.");
        }
    }

    private static int StatusOf(Exception exception) =>
        exception switch
        {
            MalformedEventException => 400,
            EventNotPermittedException => 403,
            StaleEventException or PlanRefusedException => 409,
            Ec2Exception { Kind: Ec2ErrorKind.Throttled } => 503,
            Ec2Exception => 502,
            OperationCanceledException => 504,
            _ => 500,
        };

    private static byte[] Error(Exception exception)
    {
        var message = StatusOf(exception) switch
        {
            504 => "EC2 did not answer within the time of a request; nothing was done.",
            500 when exception is not RunIncompleteException => "The function failed; its log tells more.",
            _ => exception.Message,
        };
        return Json.ObjectOf(writer =>
        {
            writer.WriteString("error", exception.GetType().Name);
            writer.WriteString("message", message);
        });
    }

    private static byte[] Response(int status, byte[] body) => Json.ObjectOf(writer =>
    {
        writer.WriteNumber("statusCode", status);
        writer.WriteStartObject("headers");
        writer.WriteString("content-type", "application/json");
        if (status == 405)
        {
            writer.WriteString("allow", "POST");
        }

        writer.WriteEndObject();
        writer.WriteString("body", Encoding.UTF8.GetString(body));
        writer.WriteBoolean("isBase64Encoded", value: false);
    });
}
