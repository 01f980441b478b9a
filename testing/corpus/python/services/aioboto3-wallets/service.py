from .repository import WalletRepository


class NotAllowed(Exception):
    pass


class WalletService:
    def __init__(self, wallets: WalletRepository):
        self.wallets = wallets

    async def balance(self, wallet_id: str, holder: str) -> str:
        wallet = await self.wallets.find(wallet_id)
        if wallet is None or wallet['holder'] != holder:
            raise NotAllowed
        return str(wallet['balance'])

    async def freeze(self, wallet_id: str, holder: str) -> None:
        await self.wallets.set_frozen(wallet_id, holder)


def wallet_service() -> WalletService:
    return WalletService(WalletRepository())
