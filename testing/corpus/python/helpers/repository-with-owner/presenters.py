# What the buyer sees of an order.


def for_buyer(order):
    return {
        'order_id': order['order_id'],
        'state': order['state'],
        'lines': order['lines'],
    }
