using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stopinator.Testing.Hosting;

/// <summary>Translates between Kestrel and the <see cref="Endpoint"/>.</summary>
internal sealed class LoopbackApplication(Endpoint endpoint, string pingPath) : IHttpApplication<HttpContext>
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

    private async Task<Response> ServeAsync(HttpRequest request, RequestHold hold, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var form = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
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
