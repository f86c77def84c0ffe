using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Hosting;

/// <summary>Translates between Kestrel and the <see cref="Endpoint"/>.</summary>
internal sealed class LoopbackApplication(Endpoint endpoint, ControlEndpoint? control, string pingPath) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (context.Request.Path == pingPath)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (control is not null && context.Request.Path.Value?.StartsWith(ControlEndpoint.Prefix, StringComparison.Ordinal) == true)
        {
            await ControlAsync(context, control).ConfigureAwait(false);
            return;
        }

        using var hold = new RequestHold(endpoint.Clock);
        try
        {
            using var answer = await ServeAsync(context.Request, hold, context.RequestAborted).ConfigureAwait(false);
            await SendAsync(context, answer).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, so nobody is left to answer.
        }
    }

    /// <summary>
    /// Serves the control endpoint to programs on this machine. Browsers send an origin, and a page that tricks one with a name of its own
    /// for this machine sends that name as the host.
    /// </summary>
    private static async Task ControlAsync(HttpContext context, ControlEndpoint control)
    {
        var request = context.Request;
        var isTrusted = request.Headers.Origin.Count == 0 && request.Host.Host is ("127.0.0.1" or "localhost");
        var (status, json) = (isTrusted, request.QueryString.Value) switch
        {
            (false, _) =>
                ControlEndpoint.Problem(StatusCodes.Status403Forbidden, "Only programs on this machine may control the simulation."),
            (true, { Length: > 0 } query) => ControlEndpoint.Problem(
                StatusCodes.Status400BadRequest,
                $"'{query}' is a query, and the control endpoint reads none; the values belong in the body."),
            _ => control.Serve(
                request.Method,
                request.Path.Value![ControlEndpoint.Prefix.Length..],
                await ReadAsync(request, context.RequestAborted).ConfigureAwait(false)),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<Response> ServeAsync(HttpRequest request, RequestHold hold, CancellationToken cancellationToken)
    {
        var form = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return await endpoint.ServeAsync(
            new Request(
                request.QueryString.Value?.TrimStart('?') ?? "",
                form,
                request.Headers.Authorization.ToString(),
                request.Headers.UserAgent.ToString()),
            hold,
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext context, Response answer)
    {
        if (answer.IsDropped)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers["x-amzn-requestid"] = answer.RequestId;
        response.Headers.Server = "AmazonEC2";
        var length = Math.Min(answer.CutAfter ?? int.MaxValue, answer.Body.Length);
        await response.Body.WriteAsync(answer.Body[..length], context.RequestAborted).ConfigureAwait(false);
        if (length < answer.Body.Length)
        {
            context.Abort();
            return;
        }

        // The clock may move only when the answer is on its way.
        await response.CompleteAsync().ConfigureAwait(false);
    }
}
