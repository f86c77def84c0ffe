using System.Net;
using System.Xml;

namespace Stopinator.Ec2;

/// <summary>
/// Sends a request once and receives the whole answer before the SDK parses it. The SDK parses a body synchronously while it arrives, and a
/// body that stalls would outlast every timeout.
/// </summary>
internal sealed class WholeAnswerHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // A page of 1,000 instances with 50 tags of full length each is shorter.
    private const int MaxBytes = 100_000_000;
    private const int MaxErrorBytes = 1_000_000;

    private readonly BodyPool _bodies = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var transmission = Transmission.Current;
        if (transmission?.TrySend() == false)
        {
            throw new OperationCanceledException("The attempt was sent before, or was given up.");
        }

        HttpResponseMessage? answer = null;
        try
        {
            answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await ReceiveAsync(answer, transmission?.Method, cancellationToken).ConfigureAwait(false);
            return answer;
        }
        catch (HttpRequestException exception) when (answer is null && IsBeforeSending(exception.HttpRequestError))
        {
            transmission?.NotConnected();
            throw;
        }
        catch (OperationCanceledException exception) when (answer is null && exception.InnerException is TimeoutException)
        {
            // The handler below has one timeout, the timeout of the connection.
            transmission?.NotConnected();
            throw;
        }
        catch
        {
            answer?.Dispose();
            throw;
        }
    }

    private async Task ReceiveAsync(HttpResponseMessage answer, string? method, CancellationToken cancellationToken)
    {
        // A redirect is not followed. The SDK would read it as an answer.
        if (answer.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest)
        {
            throw Ec2Failure.NotOfEc2(answer.StatusCode);
        }

        var isError = !answer.IsSuccessStatusCode;
        try
        {
            var source = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var shape = new AnswerShape(isError || method is null ? null : $"{method}Response");
            var received = new StreamContent(
                await PooledBody.ReceiveAsync(
                    source, isError ? MaxErrorBytes : MaxBytes, shape, _bodies, cancellationToken).ConfigureAwait(false));
            foreach (var (name, values) in answer.Content.Headers)
            {
                received.Headers.TryAddWithoutValidation(name, values);
            }

            answer.Content.Dispose();
            answer.Content = received;
        }
        catch (Exception exception)
            when (isError
                && exception is XmlException or HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
        {
            // The body is the page of a proxy. Its status says all that can be known.
            answer.Content.Dispose();
            answer.Content = new ByteArrayContent([]);
        }
    }

    /// <summary>Returns true when an error of the connection means that nothing was sent.</summary>
    internal static bool IsBeforeSending(HttpRequestError error) => error is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
