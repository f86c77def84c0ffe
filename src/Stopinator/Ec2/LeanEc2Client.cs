using System.Net;
using System.Runtime.CompilerServices;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.EC2.Model.Internal.MarshallTransformations;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Stopinator.Ec2;

/// <summary>
/// The SDK's client, except that a describe reads only the fields that Stopinator uses. The SDK still does everything else: requests,
/// signing, endpoints, errors, and every other call.
/// </summary>
/// <remarks>
/// Describe and decide then take about half of the CPU (bench/Describe), because the SDK's own reader fills about sixty properties of each
/// instance.
/// </remarks>
internal sealed class LeanEc2Client(AWSCredentials credentials, AmazonEC2Config config) : AmazonEC2Client(credentials, config)
{
    private volatile bool _cannotBind;

    /// <inheritdoc/>
    public override Task<DescribeInstancesResponse> DescribeInstancesAsync(
        DescribeInstancesRequest request, CancellationToken cancellationToken = default)
    {
        if (!_cannotBind)
        {
            try
            {
                return DescribeLeanAsync(request, cancellationToken);
            }
            catch (Exception exception) when (exception is TypeLoadException or MissingMemberException)
            {
                // A later SDK may lack one of the pipeline types that are used here. The SDK's own reader gives the same result.
                _cannotBind = true;
            }
        }

        return base.DescribeInstancesAsync(request, cancellationToken);
    }

    // This method is separate, so that a missing type shows when the method is called and not earlier.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<DescribeInstancesResponse> DescribeLeanAsync(DescribeInstancesRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<DescribeInstancesResponse>(
            request,
            new InvokeOptions { RequestMarshaller = DescribeInstancesRequestMarshaller.Instance, ResponseUnmarshaller = Reader.Instance },
            cancellationToken);

    private sealed class Reader : EC2ResponseUnmarshaller
    {
        public static Reader Instance { get; } = new();

        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input) => DescribeReader.Read(input.Stream);

        public override AmazonServiceException UnmarshallException(
            XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
            DescribeInstancesResponseUnmarshaller.Instance.UnmarshallException(input, innerException, statusCode);
    }
}
