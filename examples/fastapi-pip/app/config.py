from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TIDE_")

    title: str = "Tide table"
    table_file: str = "data/tides.csv"


settings = Settings()
