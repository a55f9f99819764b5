import { clientMethodsIn, trimClientMethods, trimServiceList } from './trim-aws-provider';

const LIST = `import (
	"context"

	"github.com/hashicorp/terraform-provider-aws/internal/conns"
	"github.com/hashicorp/terraform-provider-aws/internal/service/acm"
	"github.com/hashicorp/terraform-provider-aws/internal/service/eks"
)

	v := []conns.ServicePackage{
		acm.ServicePackage(ctx),
		eks.ServicePackage(ctx),
	}
`;

const CLIENTS = `import (
	"github.com/aws/aws-sdk-go-v2/service/acm"
	"github.com/aws/aws-sdk-go-v2/service/eks"
	"github.com/hashicorp/terraform-provider-aws/names"
)

func (c *AWSClient) ACMClient(ctx context.Context) *acm.Client {
	return client[*acm.Client](ctx, c, names.ACM)
}

func (c *AWSClient) EKSClient(ctx context.Context) *eks.Client {
	return client[*eks.Client](ctx, c, names.EKS)
}
`;

describe('trimServiceList', () => {
  it('keeps the services that are asked for, and all else', () => {
    const trimmed = trimServiceList(LIST, ['eks']);
    expect(trimmed).not.toContain('acm');
    expect(trimmed).toContain('internal/service/eks"');
    expect(trimmed).toContain('eks.ServicePackage(ctx)');
    expect(trimmed).toContain('internal/conns"');
  });
});

describe('trimClientMethods', () => {
  it('keeps the methods that are called and the packages that they return', () => {
    const called = clientMethodsIn('conn := meta.(*conns.AWSClient).EKSClient(ctx)');
    const trimmed = trimClientMethods(CLIENTS, called);
    expect(trimmed).not.toContain('acm');
    expect(trimmed).toContain('EKSClient');
    expect(trimmed).toContain('service/eks"');
    expect(trimmed).toContain('provider-aws/names"');
  });
});
