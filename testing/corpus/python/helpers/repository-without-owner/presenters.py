# What the support page shows of an order.


def for_support(order):
    return {
        'order_id': order['order_id'],
        'state': order['state'],
        'internal_notes': order.get('internal_notes', ''),
    }
